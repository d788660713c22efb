// Every byte of a PST: what it is, and of which folder or message. formats/bytes/MAPS.md 2.
#pragma once

#include <memory>
#include <span>

#include "formats/bytes/extents.h"
#include "formats/bytes/result.h"
#include "formats/bytes/store_map.h"
#include "formats/pst/reader/sweep/landmarks.h"

namespace pst::check {

struct MapOptions {
  reader::Progress progress{};             // asked all the while
  const bytes::Extents* unread = nullptr;  // CheckOptions::unread
};

/// Reads the file three times: for damage and the items that it hits, as check_store() does, for
/// what the store gave up, and for the names of the items. Errors are those of check_store().
[[nodiscard]] bytes::Result<bytes::StoreMap> map_store(std::span<const std::byte> content,
                                                       std::shared_ptr<const void> owner,
                                                       const MapOptions& options = {});

}  // namespace pst::check
