#include "formats/pst/ndb/btree_writer.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "formats/pst/ndb/disk.h"
#include "tests/formats/pst/ndb_fixture.h"

namespace pst::btree_writer_test {
namespace {

struct Capacity {
  Width width;
  std::size_t nodes;   // in a leaf of the NBT
  std::size_t blocks;  // in a leaf of the BBT, and in every page above leaves
};
const auto kCapacities = {Capacity{.width = Width::Unicode, .nodes = 15, .blocks = 20},
                          Capacity{.width = Width::Ansi, .nodes = 31, .blocks = 41}};

constexpr std::size_t divided_up(std::size_t a, std::size_t b) { return (a + b - 1) / b; }

/// Pages of each level, leaves first, of a tree that is filled.
std::vector<std::size_t> full_tree(std::size_t entries, std::size_t leaf, std::size_t above) {
  std::vector<std::size_t> levels{std::max<std::size_t>(1, divided_up(entries, leaf))};
  while (levels.back() > 1) {
    levels.push_back(divided_up(levels.back(), above));
  }
  return levels;
}

std::vector<std::size_t> levels_of(const std::vector<test::NdbPage>& pages) {
  std::vector<std::size_t> levels;
  for (const auto& page : pages) {
    levels.resize(std::max<std::size_t>(levels.size(), page.level + std::size_t{1}));
    ++levels[page.level];
  }
  return levels;
}

TEST_CASE("a tree without entries is one empty page") {
  for (const auto& [width, nodes, blocks] : kCapacities) {
    test::NdbInMemory database(width);
    const auto image = database.image();

    REQUIRE(image.complaints == test::kNoComplaints);
    REQUIRE(image.node_pages.size() == 1);
    CHECK(image.node_pages[0].entries == 0);
    CHECK(image.node_pages[0].most_entries == nodes);
    REQUIRE(image.block_pages.size() == 1);
    CHECK(image.block_pages[0].entries == 0);
    CHECK(image.block_pages[0].most_entries == blocks);
  }
}

// The image checks each page: order, the parent's key, fill and level.
TEST_CASE("a node tree of any number of entries has as few pages as can be") {
  for (const auto& [width, leaf, above] : kCapacities) {
    for (const std::size_t n : {std::size_t{1}, leaf, leaf + 1, 2 * leaf, leaf * above,
                                leaf * above + 1, leaf * above + leaf + 1}) {
      INFO(n);
      test::NdbInMemory database(width);
      for (std::size_t i = 0; i < n; ++i) {
        database.add_node({});
      }
      const auto image = database.image();

      REQUIRE(image.complaints == test::kNoComplaints);
      CHECK(image.nodes.size() == n);
      CHECK(levels_of(image.node_pages) == full_tree(n, leaf, above));
      CHECK(image.node_pages[0].most_entries == (n <= leaf ? leaf : above));
    }
  }
}

TEST_CASE("a block tree of any number of entries has as few pages as can be") {
  for (const auto& [width, nodes, holds] : kCapacities) {
    for (const std::size_t n :
         {std::size_t{1}, holds, holds + 1, holds * holds, holds * holds + 1}) {
      INFO(n);
      test::NdbInMemory database(width);
      for (std::size_t i = 0; i < n; ++i) {
        database.add_block(1);
      }
      const auto image = database.image();

      REQUIRE(image.complaints == test::kNoComplaints);
      CHECK(image.blocks.size() == n);
      CHECK(levels_of(image.block_pages) == full_tree(n, holds, holds));
    }
  }
}

TEST_CASE("the first key of a tree is the key of every page on its left edge") {
  test::NdbInMemory database(Width::Unicode);
  for (int i = 0; i < 301; ++i) {
    database.add_node({});
  }
  const auto image = database.image();

  REQUIRE(levels_of(image.node_pages) == std::vector<std::size_t>{21, 2, 1});
  for (std::size_t depth = 0; depth < 3; ++depth) {
    CHECK(image.node_pages[depth].first_key == image.nodes.front().nid);
  }
}

TEST_CASE("pages are numbered from 1 across both trees, and lie on 512 bytes") {
  test::NdbInMemory database(Width::Unicode);
  for (int i = 0; i < 40; ++i) {
    database.add_block(100);
  }
  const auto image = database.image();

  auto pages = image.node_pages;
  pages.insert(pages.end(), image.block_pages.begin(), image.block_pages.end());
  std::ranges::sort(pages, {}, &test::NdbPage::offset);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    CHECK(pages[i].bid == i + 1);
    CHECK(pages[i].offset % kPageSize == 0);
  }
  CHECK(image.header.next_page == pages.size() + 1);
}

TEST_CASE("the bound of a tree's pages holds, and is not far off") {
  for (const auto& [width, leaf, above] : kCapacities) {
    const auto size = width == Width::Unicode ? sizeof(disk::NBTENTRY<disk::u64>)
                                              : sizeof(disk::NBTENTRY<disk::u32>);
    for (std::size_t n = 0; n < 40'000; n += 1 + n / 7) {
      const auto levels = full_tree(n, leaf, above);
      std::size_t pages = 0;
      for (const auto level : levels) {
        pages += level;
      }

      INFO(n);
      REQUIRE(btree_pages(n, width, size) >= pages);
      REQUIRE(btree_pages(n, width, size) <= pages + levels.size() + 1);
    }
  }
}

TEST_CASE("a full disk ends the writing of a tree") {
  test::FullDisk disk(kSectionSize);
  SectionWriter sections(disk, Width::Unicode);
  std::uint64_t next_page = 1;
  BTreeWriter tree(sections, Width::Unicode, disk::ptypeNBT, 32, next_page);
  const test::Bytes entry(32);
  bytes::Result<void> added;
  for (std::uint64_t key = 1; added && key < 100'000; ++key) {
    added = tree.add(key, entry);
  }

  REQUIRE_FALSE(added);
  CHECK(added.error().kind == bytes::ErrorKind::NoSpace);
}

}  // namespace
}  // namespace pst::btree_writer_test
