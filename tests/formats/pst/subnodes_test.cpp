#include <algorithm>
#include <catch2/catch.hpp>

#include "formats/pst/ndb/ndb_writer.h"
#include "formats/pst/ndb/tree_blocks.h"
#include "tests/formats/pst/ndb_fixture.h"

namespace pst::subnodes_test {
namespace {

struct Capacity {
  Width width;
  std::size_t leaf;   // entries of an SLBLOCK
  std::size_t index;  // of an SIBLOCK
};
const auto kCapacities = {Capacity{.width = Width::Unicode, .leaf = 340, .index = 510},
                          Capacity{.width = Width::Ansi, .leaf = 681, .index = 1022}};

/// Without data; ids of type 0x1F.
std::vector<Subnode> empty_subnodes(std::size_t count) {
  std::vector<Subnode> out;
  for (std::uint32_t i = 1; i <= count; ++i) {
    out.push_back({.nid = make_nid(NidType::Ltp, i), .data = {}, .subnodes = {}});
  }
  return out;
}

std::vector<test::NdbSubnode> as_read(const std::vector<Subnode>& subnodes) {
  std::vector<test::NdbSubnode> out;
  for (const auto& each : subnodes) {
    out.push_back(
        {.nid = each.nid.value, .data = each.data.value, .subnodes = each.subnodes.value});
  }
  return out;
}

TEST_CASE("no subnodes are no block") {
  for (const auto& capacity : kCapacities) {
    test::NdbInMemory database(capacity.width);
    CHECK(database.writer().write_subnodes({}).value().none());
    CHECK(database.image().blocks.empty());
  }
}

// The image checks order, keys and fill.
TEST_CASE("subnodes of any number come back in order, from as few blocks as can be") {
  for (const auto& [width, leaf, index] : kCapacities) {
    for (const std::size_t count :
         {std::size_t{1}, leaf, leaf + 1, 2 * leaf, 5 * leaf + 3, leaf * index}) {
      INFO(count);
      test::NdbInMemory database(width);
      const auto subnodes = empty_subnodes(count);
      const auto nid = database.add_node({}, database.writer().write_subnodes(subnodes).value());
      const auto image = database.image();

      REQUIRE(image.complaints == test::kNoComplaints);
      CHECK(image.subnodes(image.node(nid.value)->subnodes) == as_read(subnodes));
      const auto leaves = (count + leaf - 1) / leaf;
      CHECK(image.blocks.size() == leaves + (leaves > 1 ? 1 : 0));
    }
  }
}

TEST_CASE("subnodes are sorted by their ids") {
  for (const auto& capacity : kCapacities) {
    test::NdbInMemory database(capacity.width);
    auto subnodes = empty_subnodes(1500);
    std::ranges::reverse(subnodes);
    const auto nid = database.add_node({}, database.writer().write_subnodes(subnodes).value());
    const auto image = database.image();

    REQUIRE(image.complaints == test::kNoComplaints);
    CHECK(image.subnodes(image.node(nid.value)->subnodes) == as_read(empty_subnodes(1500)));
  }
}

TEST_CASE("a subnode has data and subnodes of its own") {
  for (const auto& capacity : kCapacities) {
    test::NdbInMemory database(capacity.width);
    auto& writer = database.writer();
    const auto inner = writer.next_nid(NidType::NormalMessage);
    const auto outer = writer.next_nid(NidType::Attachment);
    const auto value = writer.write_data(test::content(20'000)).value();
    const auto below =
        writer.write_subnodes({{.nid = inner, .data = value.bid, .subnodes = {}}}).value();
    const auto block = writer.write_block(test::content(50, 2)).value();
    const auto nid = database.add_node(
        {}, writer.write_subnodes({{.nid = outer, .data = block, .subnodes = below}}).value());
    const auto image = database.image();

    REQUIRE(image.complaints == test::kNoComplaints);
    const auto top = image.subnodes(image.node(nid.value)->subnodes);
    REQUIRE(top.size() == 1);
    CHECK(image.data(top[0].data) == test::content(50, 2));
    const auto second = image.subnodes(top[0].subnodes);
    REQUIRE(second.size() == 1);
    CHECK(second[0].nid == inner.value);
    CHECK(image.data(second[0].data) == test::content(20'000));
  }
}

TEST_CASE("more subnodes than an SIBLOCK can name are refused, and leave no trace") {
  for (const auto& [width, leaf, index] : kCapacities) {
    test::NdbInMemory database(width);
    CHECK(most_subnodes(width) == leaf * index);

    const auto refused = database.writer().write_subnodes(empty_subnodes(leaf * index + 1));

    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == bytes::ErrorKind::LimitExceeded);
    database.add_block(10);
    const auto image = database.image();
    CHECK(image.complaints == test::kNoComplaints);
    CHECK(image.header.counters[0x1F] == 0x400);
    CHECK(image.blocks.size() == 1);
  }
}

}  // namespace
}  // namespace pst::subnodes_test
