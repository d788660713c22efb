// Finds stores inside something larger: a disk image, a backup, a file with something in front.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "formats/pst/reader/sweep/landmarks.h"

namespace pst::reader {

/// A store that lies in one piece.
struct CarvedStore {
  std::uint64_t offset = 0;  // in the image, at any multiple of 1
  std::uint64_t size = 0;  // by its header or its last allocation map, or what is left of the image
  /// It has a header; without one its allocation maps, whose ids are their own offsets ([MS-PST]
  /// 2.2.2.7.1), say where it must have begun.
  bool header = false;

  friend bool operator==(const CarvedStore&, const CarvedStore&) = default;
};

/// In the order of their offsets; at most kMostCarved. Headers count when their magic, client and
/// checksum are right, and no store around them owns the bytes; maps without a header when no store
/// around them has a header and maps of its own that reach further. What is left in pieces, as on a
/// fragmented disk, is not put together.
[[nodiscard]] std::vector<CarvedStore> find_stores(std::span<const std::byte> image,
                                                   const Progress& progress = {});
inline constexpr std::size_t kMostCarved = 100'000;

}  // namespace pst::reader
