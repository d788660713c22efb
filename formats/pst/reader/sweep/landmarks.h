// Finds pages of the B-trees and blocks by their trailers, anywhere in a file. [MS-PST] 2.2.2.7.1,
// 2.2.2.8.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "formats/pst/ndb/width.h"
#include "formats/pst/reader/ndb/index.h"

namespace pst::reader {

/// A page of a B-tree whose checksum is right, on a multiple of 512.
struct FoundPage {
  std::uint64_t offset = 0;
  Bid bid;                 // by its trailer
  std::uint8_t type = 0;   // disk::ptypeNBT or ptypeBBT
  std::uint8_t level = 0;  // 0: a leaf
  /// Its signature is that of this place.
  bool at_home = false;
};

struct Landmarks {
  std::vector<FoundPage> pages;  // by offset
  /// On multiples of 64, with the signature of their place and a right checksum, none within
  /// another; by offset, each with Origin::Sweep, without references and page.
  std::vector<BlockEntry> blocks;
  std::size_t dropped = 0;  // beyond kMostIndexEntries of either
  bool stopped = false;     // by Progress

  [[nodiscard]] std::size_t size() const { return pages.size() + blocks.size(); }
};

/// Told after every kProgressStep bytes, about, how many have been looked at; false stops the
/// sweep.
using Progress = std::function<bool(std::uint64_t done)>;
inline constexpr std::uint64_t kProgressStep = std::uint64_t{16} << 20U;

/// One pass over `content`, from its end, in which offset 0 is that of the store. Whatever the
/// bytes, at most 8 KB of each 64 are read, and that only where 16 bits of signature agree.
[[nodiscard]] Landmarks find_landmarks(std::span<const std::byte> content, Width width,
                                       const Progress& progress = {});

}  // namespace pst::reader
