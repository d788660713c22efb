#include "formats/pst/ndb/node_log.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/formats/pst/ndb_fixture.h"

namespace pst::node_log_test {
namespace {

const auto kWidths = {Width::Ansi, Width::Unicode};

std::vector<std::uint32_t> nids_of(const test::NdbImage& image) {
  std::vector<std::uint32_t> out;
  std::ranges::transform(image.nodes, std::back_inserter(out), &test::NdbNode::nid);
  return out;
}

TEST_CASE("counters of a fresh file stand where Outlook's do") {
  const NodeLog nodes(Width::Unicode);

  for (std::size_t type = 0; type < 32; ++type) {
    const std::uint32_t base = type == 3   ? 0x4000
                               : type == 4 ? 0x10000
                               : type == 8 ? 0x8000
                                           : 0x400;
    CHECK(nodes.counters()[type] == base);
  }
}

TEST_CASE("the next id of a type is one behind the highest in use") {
  NodeLog nodes(Width::Unicode);

  CHECK(nodes.next_nid(NidType::NormalFolder) == Nid{.value = 0x8022});
  CHECK(nodes.next_nid(NidType::NormalFolder) == Nid{.value = 0x8042});
  CHECK(nodes.next_nid(NidType::NormalMessage) == Nid{.value = 0x20'0024});
  nodes.note_use(make_nid(NidType::NormalFolder, 0x500));
  CHECK(nodes.next_nid(NidType::NormalFolder) == make_nid(NidType::NormalFolder, 0x501));
}

TEST_CASE("ids given out elsewhere raise their counter, small fixed ones do not") {
  NodeLog nodes(Width::Unicode);
  REQUIRE(nodes.add(Nid{.value = 0x21}, {}, {}, {}));
  nodes.note_use(Nid{.value = 0x671});
  REQUIRE(nodes.add(make_nid(NidType::HierarchyTable, 0x401), {}, {}, {}));

  CHECK(nodes.counters()[0x01] == 0x400);
  CHECK(nodes.counters()[0x11] == 0x400);
  CHECK(nodes.counters()[0x0D] == 0x401);
  CHECK(nodes.count() == 2);
}

// Messages and associated ones come each in their order, the rest in any.
TEST_CASE("nodes of all types come out in one order") {
  for (const auto width : kWidths) {
    test::NdbInMemory database(width);
    auto& writer = database.writer();
    std::vector<Nid> added;
    const auto add = [&](Nid nid) {
      REQUIRE(writer.add_node(nid, {}, {}, Nid{.value = 0x8022}));
      added.push_back(nid);
    };
    add(make_nid(NidType::ContentsTable, 0x401));
    add(Nid{.value = 0xE01});
    for (int i = 0; i < 300; ++i) {
      add(writer.next_nid(NidType::NormalMessage));
      if (i % 3 == 0) {
        add(writer.next_nid(NidType::AssociatedMessage));
      }
    }
    // Among the messages, between two that follow one another, and beyond all.
    add(make_nid(NidType::NormalFolder, 0x10005));
    add(make_nid(NidType::NormalFolder, 0x10004));
    add(make_nid(NidType::SearchFolder, 0x8002));
    add(make_nid(NidType::ContentsTable, 0x7FF'FFFF));
    add(Nid{.value = 0x21});
    // The associated ones catch up with the messages.
    add(make_nid(NidType::AssociatedMessage, 0x10003));
    add(make_nid(NidType::AssociatedMessage, 0x10200));
    const auto image = database.image();

    REQUIRE(image.complaints == test::kNoComplaints);
    std::ranges::sort(added);
    std::vector<std::uint32_t> expected;
    std::ranges::transform(added, std::back_inserter(expected), &Nid::value);
    CHECK(nids_of(image) == expected);
  }
}

TEST_CASE("a node keeps its data, subnodes and parent") {
  for (const auto width : kWidths) {
    test::NdbInMemory database(width);
    auto& writer = database.writer();
    for (const auto type :
         {NidType::NormalMessage, NidType::AssociatedMessage, NidType::NormalFolder}) {
      const auto data = writer.write_block(test::content(10)).value();
      const auto below =
          writer
              .write_subnodes({{.nid = writer.next_nid(NidType::Ltp), .data = {}, .subnodes = {}}})
              .value();
      const auto nid = writer.next_nid(type);
      REQUIRE(writer.add_node(nid, data, below, Nid{.value = 0x122}));
    }
    const auto image = database.image();

    REQUIRE(image.complaints == test::kNoComplaints);
    CHECK(image.nodes == std::vector<test::NdbNode>{
                             {.nid = 0x8022, .data = 20, .subnodes = 26, .parent = 0x122},
                             {.nid = 0x10'0028, .data = 12, .subnodes = 18, .parent = 0x122},
                             {.nid = 0x20'0024, .data = 4, .subnodes = 10, .parent = 0x122}});
  }
}

TEST_CASE("nodes beyond what is kept in memory are not lost") {
  for (const auto width : kWidths) {
    test::NdbInMemory database(width);
    auto& writer = database.writer();
    constexpr std::size_t kMany = 40'000;  // 640 KB and more
    for (std::size_t i = 0; i < kMany; ++i) {
      REQUIRE(writer.add_node(writer.next_nid(NidType::NormalMessage), {}, {}, {}));
    }
    const auto image = database.image();

    REQUIRE(image.complaints == test::kNoComplaints);
    CHECK(image.nodes.size() == kMany);
    CHECK(image.nodes.back().nid == make_nid(NidType::NormalMessage, 0x10000 + kMany).value);
  }
}

}  // namespace
}  // namespace pst::node_log_test
