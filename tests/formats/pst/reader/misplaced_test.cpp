// Blocks that lie where another's should, or whose end does not lie in the file.
#include <algorithm>
#include <catch2/catch.hpp>

#include "formats/pst/ndb/page.h"
#include "formats/pst/reader/ndb/data_tree.h"
#include "formats/pst/reader/store.h"
#include "tests/formats/pst/ndb_fixture.h"
#include "tests/formats/pst/reader/raw_store.h"

namespace misplaced_test {
namespace {

using pst::reader::Store;
using test::RawStore;
using Bytes = std::vector<std::byte>;

constexpr std::uint64_t kOurs = 4;
constexpr std::uint64_t kTheirs = 8;
constexpr std::size_t kStored = 64;  // bytes of each block in the file
constexpr std::size_t kTrailer = 16;

/// Two nodes whose properties differ in one value.
RawStore two_nodes() {
  RawStore raw;
  raw.block(kOurs, test::property_heap({{.id = 0x660B, .type = 0x0003, .value = 1}}));
  raw.block(kTheirs, test::property_heap({{.id = 0x660B, .type = 0x0003, .value = 2}}));
  raw.node({.nid = 0x2227, .data = kOurs}).node({.nid = 0x2247, .data = kTheirs});
  return raw;
}

bool is_intact(const Bytes& content, std::uint32_t nid) {
  const auto store = Store::open(content, nullptr).value();
  const auto set = store.item(nid).value().read_record_set(0);
  return set && set->intact();
}

}  // namespace

TEST_CASE("a block that was written over another of its size is never taken for it") {
  const auto raw = two_nodes();
  auto content = raw.content();
  const auto from = content.begin() + static_cast<std::ptrdiff_t>(raw.offset_of(kTheirs));
  std::copy_n(from, kStored, content.begin() + static_cast<std::ptrdiff_t>(raw.offset_of(kOurs)));
  CHECK_FALSE(is_intact(content, 0x2227));
  CHECK(is_intact(content, 0x2247));

  // Nor is an earlier place of that block, under a signature that was right there.
  const auto trailer = raw.offset_of(kOurs) + kStored - kTrailer;
  RawStore::put(content, trailer + 2, pst::signature(raw.offset_of(kOurs), {kTheirs}), 2);
  CHECK_FALSE(is_intact(content, 0x2227));
  CHECK(is_intact(content, 0x2247));
}

TEST_CASE("a block whose id alone was changed is whole when the other block lies elsewhere") {
  const auto raw = two_nodes();
  auto content = raw.content();
  const auto trailer = raw.offset_of(kOurs) + kStored - kTrailer;
  RawStore::put(content, trailer + 2, pst::signature(raw.offset_of(kOurs), {kTheirs}), 2);
  RawStore::put(content, trailer + 8, kTheirs, 8);
  CHECK(is_intact(content, 0x2227));

  // Under a signature that is not that of the place it may be any block.
  RawStore::put(content, trailer + 2, pst::signature(raw.offset_of(kOurs) + kStored, {kTheirs}), 2);
  CHECK_FALSE(is_intact(content, 0x2227));
}

TEST_CASE(
    "of a block that the end of the file cuts off the beginning is there and the rest is not") {
  constexpr std::size_t kSize = 8176;
  constexpr std::size_t kThere = 4096;
  RawStore raw;
  const auto data = test::content(kSize, 1);
  raw.block(4, data).node({.nid = 0x21, .data = 4});
  auto content = raw.content();
  content.resize(raw.offset_of(4) + kThere);
  const auto store = Store::open(content, nullptr).value();

  auto tree = pst::reader::read_data_tree(*store.ndb(), {4});
  const auto faults = pst::reader::verify(*store.ndb(), tree);
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].at == 0);
  CHECK(faults[0].length == kThere);
  CHECK_FALSE(faults[0].missing);
  CHECK(faults[1].at == kThere);
  CHECK(faults[1].length == kSize - kThere);
  CHECK(faults[1].missing);

  auto expected = data;
  std::fill(expected.begin() + kThere, expected.end(), std::byte{});
  CHECK(bytes::read_all(*pst::reader::make_blob(store.ndb(), tree), kSize).value() == expected);
}

}  // namespace misplaced_test
