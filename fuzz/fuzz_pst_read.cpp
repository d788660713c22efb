// Any bytes as a store, read as whoever converts it does. The first byte decides what is right
// about them: everything (blocks that the other bytes make up, with the checksums and indexes that
// belong to them), the header alone, or nothing.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "formats/bytes/range_map.h"
#include "formats/pst/reader/store.h"
#include "tests/formats/pst/reader/raw_store.h"
#include "tests/formats/pst/reader/snapshot.h"

namespace {

using Bytes = std::span<const std::byte>;

/// A record is: what it is, its size (2 bytes), its data. The number of a block is that of its
/// record.
std::vector<std::byte> made_store(Bytes input) {
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

void read(const std::vector<std::byte>& content) {
  const auto store = pst::reader::Store::open(content, nullptr);
  if (!store) {
    return;
  }
  const auto first = test::snapshot(*store);
  for (const auto& node : store->index().nodes.entries()) {
    if (const auto item = store->item(node.nid.value)) {
      item->visit_blocks([](pst::Bid, pst::reader::BlockUse, pst::Nid) {});
    }
  }
  bytes::RangeMap map(content.size());
  bytes::DamageLog damage;
  store->claim(map, damage);
  const auto again = pst::reader::Store::open(content, nullptr);
  const auto second = test::snapshot(*again);
  const auto same = [](const auto& a, const auto& b) {
    return a.first == b.first && a.second.content == b.second.content &&
           a.second.marked == b.second.marked;
  };
  if (!std::ranges::equal(first.items, second.items, same)) {
    std::abort();  // what is read depends on what was read before
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto input = std::as_bytes(std::span(data, size));
  if (input.empty()) {
    return 0;
  }
  const auto mode = std::to_integer<unsigned>(input[0]) % 3;
  input = input.subspan(1);
  if (mode == 0) {
    read(made_store(input));
    return 0;
  }
  constexpr std::size_t kHeader = 564;
  std::vector<std::byte> content(input.begin(), input.end());
  if (mode == 1) {
    content.resize(std::max(content.size(), kHeader));
    test::RawStore::put(content, 0, 0x4E44'4221, 4);
    test::RawStore::put(content, 8, 0x4D53, 2);
    test::RawStore::put(content, 10, std::to_integer<unsigned>(content[10]) % 2 == 0 ? 14 : 23, 2);
    test::RawStore::seal_header(content);
  }
  read(content);
  return 0;
}
