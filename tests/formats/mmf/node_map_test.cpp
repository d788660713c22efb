#include "formats/mmf/node_map.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <tuple>
#include <utility>

#include "tests/formats/mmf/store_builder.h"

namespace node_map_test {
namespace {

using bytes::Damage;
using bytes::DamageKind;
using mmf::Node;
using test::MmfBytes;

using Damages = std::vector<Damage>;

constexpr std::uint64_t kMap0 = 0x200;
constexpr std::uint64_t kMap1 = 0x4200;
constexpr std::size_t kNodeSize = 32;
constexpr std::size_t kSizeInNode = 0x14;

void fill(MmfBytes& file, std::size_t begin, std::size_t end, std::byte value) {
  std::fill(file.begin() + static_cast<std::ptrdiff_t>(begin),
            file.begin() + static_cast<std::ptrdiff_t>(end), value);
}

MmfBytes part_of(const MmfBytes& file, std::size_t begin, std::size_t end) {
  return {file.begin() + static_cast<std::ptrdiff_t>(begin),
          file.begin() + static_cast<std::ptrdiff_t>(end)};
}

/// What the tables of the worked example show of a node.
using Row = std::tuple<std::uint16_t, std::uint32_t, std::uint32_t, std::uint32_t, std::uint16_t,
                       std::uint16_t, std::uint32_t, std::uint32_t>;
Row row(const Node& node) {
  return {node.inod,  node.oid.value,  node.parent.value, node.auxiliary.value,
          node.flags, node.type_flags, node.size,         node.offset};
}
std::vector<std::optional<Row>> rows(const mmf::NodeMap& map) {
  std::vector<std::optional<Row>> out;
  for (const auto& node : map.nodes) {
    out.push_back(node ? std::optional(row(*node)) : std::nullopt);
  }
  return out;
}

const std::vector<std::optional<Row>>& example_rows() {
  static const std::vector<std::optional<Row>> kRows = {
      Row{0, 0, 0, 0, 0x1000, 0, 0, 0},
      Row{1, 0x73434D80, 0, 0, 0x1000, 0, 0x3A, 0x8200},
      Row{2, 0x74634180, 0, 0, 0x1000, 0, 0x31, 0x8280},
      Row{3, 0x4D504981, 0, 0, 0x1000, 0x9001, 0x28, 0x8300},
      Row{4, 0x64694881, 0, 0, 0x1000, 0x9001, 0x12, 0x8380},
      Row{5, 0x626E4982, 0x4D504981, 0, 0x1000, 0x9005, 0x47, 0x8400},
      Row{6, 0x12345686, 0x626E4982, 0x12345689, 0x1000, 0xB002, 0x10A, 0x8480},
      Row{7, 0x12345689, 0x12345686, 0, 0x1000, 0, 0x30, 0x8600},
      Row{8, 0x6789AB87, 0x12345686, 0, 0x1000, 2, 0x77, 0x8680}};
  return kRows;
}

struct Reading {
  mmf::NodeMap map;
  Damages damage;
};

Reading read(const MmfBytes& bytes, std::uint64_t offset, std::uint32_t count) {
  bytes::DamageLog damage;
  auto map = mmf::read_map({bytes, nullptr}, offset, count, damage);
  return {.map = std::move(map), .damage = damage.items()};
}

/// The first node that cannot be read, and how many there are.
using Missing = std::pair<std::size_t, std::size_t>;
Missing missing(const mmf::NodeMap& map) {
  const auto is_missing = [](const std::optional<Node>& node) { return !node; };
  const auto first = std::ranges::find_if(map.nodes, is_missing);
  return {static_cast<std::size_t>(first - map.nodes.begin()),
          static_cast<std::size_t>(std::ranges::count_if(map.nodes, is_missing))};
}

TEST_CASE("both maps of the worked example are read node by node") {
  const MmfBytes bytes = test::mmf_example();
  for (const std::uint64_t offset : {kMap0, kMap1}) {
    const auto reading = read(bytes, offset, 9);

    CHECK(reading.map.offset == offset);
    CHECK(rows(reading.map) == example_rows());
    CHECK(reading.damage.empty());
  }
}

TEST_CASE("no nodes are none, and the rest of a map is blank") {
  const MmfBytes bytes = test::mmf_example();

  CHECK(read(bytes, kMap0, 0).map.nodes.empty());
  const auto whole = read(bytes, kMap0, 0x200);
  REQUIRE(whole.map.nodes.size() == 0x200);
  CHECK(whole.damage.empty());
  CHECK(std::ranges::count_if(whole.map.nodes, [](const auto& node) {
          return node && node->is_blank();
        }) == 0x200 - 8);
}

TEST_CASE("a link names its target, a free block and a temporary size are flagged") {
  test::MmfStore store;
  store.objects = {{.oid = 0x00000186, .data = test::mmf_list({{0x00018004, {}}})},
                   {.oid = 0x00000286, .flags = 0x1010, .target = 0x00000186},
                   {.oid = 0x0000038F, .flags = 0x9000, .data = MmfBytes(120)}};
  store.lay_out();
  MmfBytes bytes = store.plain();
  bytes[kMap0 + kNodeSize + kSizeInNode + 3] |= std::byte{0x80};
  test::mmf_encipher(bytes);
  const auto reading = read(bytes, kMap0, 4);

  REQUIRE(missing(reading.map).second == 0);
  const Node& object = *reading.map.nodes[1];
  CHECK(object.temporary);
  CHECK(object.size == 30);
  CHECK_FALSE(object.is_link());
  CHECK_FALSE(object.is_free());
  CHECK(mmf::agrees({bytes, nullptr}, object));
  const Node& link = *reading.map.nodes[2];
  CHECK(link.is_link());
  CHECK(link.offset == 0x00000186);
  CHECK(link.target_inod == 1);
  CHECK_FALSE(link.temporary);
  CHECK(reading.map.nodes[3]->is_free());
}

TEST_CASE("nodes past the end of the file are told once") {
  const MmfBytes whole = test::mmf_example();
  for (const std::size_t rest : {0U, 1U, 31U}) {
    const std::size_t end = kMap0 + 6 * kNodeSize + rest;
    const auto reading = read(part_of(whole, 0, end), kMap0, 0x200);

    REQUIRE(reading.map.nodes.size() == 0x200);
    CHECK(missing(reading.map) == Missing(6, 0x200 - 6));
    CHECK(row(*reading.map.nodes[5]) == example_rows()[5]);
    CHECK(reading.damage == Damages{{.offset = kMap0 + 6 * kNodeSize,
                                     .length = rest,
                                     .kind = DamageKind::Truncated,
                                     .field = "map.node",
                                     .found = 6}});
  }
}

TEST_CASE("a map that begins past the end of the file is told within it") {
  const MmfBytes bytes = test::mmf_example();
  for (const std::uint64_t offset : {std::uint64_t{bytes.size()}, std::uint64_t{0xFFFFFFF0}}) {
    const auto reading = read(bytes, offset, 3);

    CHECK(missing(reading.map) == Missing(0, 3));
    REQUIRE(reading.damage.size() == 1);
    CHECK(reading.damage[0].offset + reading.damage[0].length <= bytes.size());
    CHECK(reading.damage[0].kind == DamageKind::Truncated);
  }
}

TEST_CASE("a map has 65,536 nodes at most, whatever a header says") {
  CHECK(read(test::mmf_example(), kMap0, 0xFFFFFFFF).map.nodes.size() == mmf::kMostNodes);
}

TEST_CASE("a sector that something overwrote is told, once, and the nodes around it are read") {
  for (const std::byte value : {std::byte{0}, std::byte{0xF6}}) {
    MmfBytes bytes = test::mmf_example();
    fill(bytes, kMap0, kMap0 + 0x200, value);
    fill(bytes, kMap1 + 0x200, kMap1 + 0x400, value);
    const auto first = read(bytes, kMap0, 0x20);
    const auto second = read(bytes, kMap1, 0x200);

    CHECK(missing(first.map) == Missing(0, 16));
    CHECK(first.damage == Damages{{.offset = kMap0,
                                   .length = 0x200,
                                   .kind = DamageKind::Unreadable,
                                   .field = "map.node"}});
    CHECK(missing(second.map) == Missing(16, 16));
    CHECK(row(*second.map.nodes[8]) == example_rows()[8]);
    CHECK(second.damage == Damages{{.offset = kMap1 + 0x200,
                                    .length = 0x200,
                                    .kind = DamageKind::Unreadable,
                                    .field = "map.node",
                                    .found = 16}});
  }
}

TEST_CASE("two overwritten sectors are told one by one") {
  MmfBytes bytes = test::mmf_example();
  fill(bytes, 0x400, 0x600, std::byte{0});
  fill(bytes, 0xA00, 0xC00, std::byte{0});
  const auto reading = read(bytes, kMap0, 0x200);

  REQUIRE(reading.damage.size() == 2);
  CHECK(reading.damage[0].offset == 0x400);
  CHECK(reading.damage[1].offset == 0xA00);
  CHECK(missing(reading.map).second == 32);
}

TEST_CASE("node 0 lies where a map begins and nowhere else") {
  const MmfBytes bytes = test::mmf_example();
  const mmf::StoreFile file(bytes, nullptr);
  std::vector<std::uint64_t> found;
  for (std::uint64_t offset = 0; offset < file.size() + 64; offset += 8) {
    if (mmf::is_first_node(file, offset)) {
      found.push_back(offset);
    }
  }

  CHECK(found == std::vector<std::uint64_t>{kMap0, kMap1});
  CHECK_FALSE(mmf::is_first_node(file, ~std::uint64_t{0}));
}

TEST_CASE("a node agrees with the object whose name and size it has, at its place") {
  const MmfBytes bytes = test::mmf_example();
  const mmf::StoreFile file(bytes, nullptr);
  Node message;
  message.oid = {0x12345686};
  message.size = 0x10A;
  message.offset = 0x8480;
  CHECK(mmf::agrees(file, message));

  for (const std::uint32_t offset : {0U, 0x8400U, 0x8500U, 0x86FCU, 0x8700U, 0xFFFFFFFFU}) {
    Node node = message;
    node.offset = offset;
    CHECK_FALSE(mmf::agrees(file, node));
  }
  for (const std::uint32_t size : {0U, 0x109U, 0x10BU, 0x7FFFFFFFU}) {
    Node node = message;
    node.size = size;
    CHECK_FALSE(mmf::agrees(file, node));
  }
  Node node = message;
  node.oid = {0x12345687};
  CHECK_FALSE(mmf::agrees(file, node));
  const MmfBytes cut = part_of(bytes, 0, 0x8480 + 8 + 0x109);
  CHECK_FALSE(mmf::agrees({cut, nullptr}, message));
}

}  // namespace
}  // namespace node_map_test
