#include "formats/pst/reader/ndb/index.h"

#include <catch2/catch.hpp>

#include "formats/pst/reader/limits.h"

namespace index_test {

using pst::Bid;
using pst::Nid;
using pst::reader::BlockEntry;
using pst::reader::BlockIndex;
using pst::reader::NodeEntry;
using pst::reader::NodeIndex;
using pst::reader::Origin;

TEST_CASE("of entries for one node that of the walk comes first, a doubtful one last") {
  NodeIndex index;
  index.add({.nid = {5}, .data = {4}, .origin = Origin::Sweep});
  index.add({.nid = {5}, .data = {8}, .doubtful = true});
  index.add({.nid = {5}, .data = {12}});
  index.add({.nid = {3}, .data = {16}});
  index.settle();
  REQUIRE(index.all({5}).size() == 3);
  CHECK(index.find({5})->data == Bid{12});
  CHECK(index.all({5})[1].data == Bid{8});
  CHECK(index.all({5})[2].data == Bid{4});
  CHECK(index.entries().front().nid == Nid{3});
  CHECK(index.find({4}) == nullptr);
}

TEST_CASE("a doubtful entry whose blocks are nowhere comes behind whatever else names the node") {
  NodeIndex index;
  index.add({.nid = {5}, .data = {4}, .doubtful = true});
  index.add({.nid = {5}, .data = {8}, .origin = Origin::Sweep});
  index.add({.nid = {7}, .data = {4}});
  index.add({.nid = {7}, .data = {8}, .origin = Origin::Sweep});
  const auto has = [](Bid bid) { return bid == Bid{8}; };
  index.mark_empty_handed(has);
  index.settle();
  CHECK(index.find({5})->data == Bid{8});
  CHECK(index.find({7})->data == Bid{4});  // nothing is wrong with its page

  index.mark_empty_handed([](Bid) { return true; });
  index.settle();
  CHECK(index.find({5})->data == Bid{4});
}

TEST_CASE("of one id no more entries are kept than are worth reading") {
  constexpr std::size_t kEntries = 100;
  NodeIndex nodes;
  BlockIndex blocks;
  for (std::size_t i = 0; i < kEntries; ++i) {
    nodes.add({.nid = {5}, .data = {4 * (i + 1)}, .doubtful = i != kEntries - 1});
    blocks.add({.bid = {4}, .offset = 64 * i, .size = 10, .doubtful = i != kEntries - 1});
  }
  nodes.settle();
  blocks.settle();
  CHECK(nodes.entries().size() == pst::reader::kMostVersions);
  CHECK(nodes.find({5})->data == Bid{4 * kEntries});
  CHECK(nodes.dropped() == kEntries - pst::reader::kMostVersions);
  CHECK(blocks.entries().size() == pst::reader::kMostVersions);
  CHECK(blocks.find({4})->offset == 64 * (kEntries - 1));
}

TEST_CASE("what walk and sweep both find is one entry") {
  NodeIndex nodes;
  nodes.add({.nid = {5}, .data = {4}, .page = 7, .origin = Origin::Sweep});
  nodes.add({.nid = {5}, .data = {4}, .page = 9});
  nodes.settle();
  REQUIRE(nodes.entries().size() == 1);
  CHECK(nodes.entries()[0].origin == Origin::Walk);
  BlockIndex blocks;
  blocks.add({.bid = {5}, .offset = 64, .size = 10});
  blocks.add({.bid = {4}, .offset = 64, .size = 10, .origin = Origin::Sweep});
  blocks.settle();
  REQUIRE(blocks.entries().size() == 1);
  CHECK(blocks.find({5})->bid == Bid{4});
}

TEST_CASE("the children of a node are those whose best entry names it, without itself") {
  NodeIndex index;
  index.add({.nid = {0x122}, .parent = {0x122}});
  index.add({.nid = {0x8042}, .parent = {0x122}});
  index.add({.nid = {0x8022}, .parent = {0x122}});
  index.add({.nid = {0x8062}, .parent = {0x8022}});
  index.add({.nid = {0x8062}, .parent = {0x122}, .origin = Origin::Sweep});
  index.settle();
  CHECK(index.children({0x122}) == std::vector<Nid>{{0x8022}, {0x8042}});
  CHECK(index.children({0x8022}) == std::vector<Nid>{{0x8062}});
  CHECK(index.children({1}).empty());
}

TEST_CASE("entries that come later are sorted in when the index settles again") {
  BlockIndex index;
  index.add({.bid = {8}, .offset = 128});
  index.settle();
  index.add({.bid = {4}, .offset = 64, .origin = Origin::Sweep});
  index.settle();
  REQUIRE(index.entries().size() == 2);
  CHECK(index.entries()[0].bid == Bid{4});
}

}  // namespace index_test
