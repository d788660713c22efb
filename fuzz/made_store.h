// A store that bytes make up, with the checksums and indexes that belong to it.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tests/formats/pst/reader/raw_store.h"

namespace fuzz {

/// A record is: what it is, its size (2 bytes), its data. The number of a block is that of its
/// record.
inline std::vector<std::byte> made_store(std::span<const std::byte> input) {
  constexpr std::array<std::uint32_t, 16> kNodes = {
      0x21,   0x61,     0x122, 0x12D,  0x12E,  0x8022, 0x802D,   0x802E,
      0x802F, 0x200024, 0x62B, 0x8042, 0x2223, 0x2230, 0x100028, 0x200044};
  constexpr unsigned kInternal = 0x80;
  constexpr unsigned kNoNode = 0x40;
  constexpr unsigned kHasSubnodes = 0x20;
  constexpr std::size_t kMostBlocks = 20;
  constexpr std::size_t kMostNodes = 15;
  constexpr std::size_t kMostData = 8176;
  test::RawStore store;
  std::uint64_t subnodes = 0;
  std::size_t nodes = 0;
  for (std::uint64_t number = 1; number <= kMostBlocks && input.size() > 3; ++number) {
    const auto kind = std::to_integer<unsigned>(input[0]);
    std::size_t size =
        std::to_integer<std::size_t>(input[1]) | (std::to_integer<std::size_t>(input[2]) << 8U);
    input = input.subspan(3);
    size = std::min({size, input.size(), kMostData});
    const std::uint64_t bid = number * 4 + ((kind & kInternal) != 0 ? 2U : 0U);
    store.block(bid, input.first(size));
    input = input.subspan(size);
    if ((kind & kInternal) != 0) {
      subnodes = bid;
    }
    if ((kind & kNoNode) == 0 && nodes < kMostNodes) {
      ++nodes;
      store.node({.nid = kNodes[kind % kNodes.size()],
                  .data = bid,
                  .subnodes = (kind & kHasSubnodes) != 0 ? subnodes : 0,
                  .parent = 0x8022});
    }
  }
  return store.content();
}

}  // namespace fuzz
