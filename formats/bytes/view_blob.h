// A piece of memory, or of a mapped file, as content that is read when it is needed.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "formats/bytes/byte_source.h"

namespace bytes {

/// `owner` (a FileView, a buffer) keeps `data` alive as long as the blob and its streams; null:
/// `data` outlives them.
[[nodiscard]] Blob make_view_blob(std::span<const std::byte> data,
                                  std::shared_ptr<const void> owner);

}  // namespace bytes
