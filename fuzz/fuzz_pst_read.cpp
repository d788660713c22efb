// Any bytes as a store, read as whoever converts it does. The first byte decides what is right
// about them: everything (blocks that the other bytes make up, with the checksums and indexes that
// belong to them), the header alone, or nothing.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "formats/bytes/range_map.h"
#include "formats/pst/reader/store.h"
#include "fuzz/made_store.h"
#include "tests/formats/pst/reader/raw_store.h"
#include "tests/formats/pst/reader/snapshot.h"

namespace {

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
    read(fuzz::made_store(input));
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
