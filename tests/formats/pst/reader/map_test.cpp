// Every byte of a store has one class: the one that its structures, read by another reader, say.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <iomanip>
#include <random>
#include <set>
#include <sstream>

#include "formats/bytes/file_view.h"
#include "formats/pst/check/check_store.h"
#include "formats/pst/check/map_store.h"
#include "tests/formats/pst/ndb_image.h"
#include "tests/formats/pst/reader/raw_store.h"
#include "tests/formats/pst/reader/real_stores.h"
#include "tests/formats/pst/reader/sample_store.h"

namespace map_test {
namespace {

using bytes::ItemHit;
using bytes::RangeClass;
using bytes::StoreMap;
using pst::Encoding;
using pst::Width;
using test::RawStore;
using Bytes = std::vector<std::byte>;

constexpr std::uint64_t kFirstSection = 0x4400;
constexpr std::uint64_t kSection = 253'952;
constexpr std::uint64_t kPage = 512;

StoreMap map_of(const Bytes& content) {
  auto map = pst::check::map_store(content, nullptr);
  REQUIRE(map);
  return std::move(*map);
}

/// Each byte once, in order.
void check_partition(const StoreMap& map, std::uint64_t size) {
  std::uint64_t at = 0;
  for (const auto& range : map.ranges) {
    REQUIRE(range.offset == at);
    REQUIRE(range.length > 0);
    REQUIRE(range.group < map.groups.size());
    at += range.length;
  }
  REQUIRE(at == size);
  REQUIRE(map.size == size);
}

/// The class of each byte.
using Painting = std::vector<RangeClass>;

Painting painting_of(const StoreMap& map) {
  Painting all;
  for (const auto& range : map.ranges) {
    all.insert(all.end(), range.length, range.kind);
  }
  return all;
}

void paint(Painting& all, std::uint64_t offset, std::uint64_t length, RangeClass kind) {
  for (std::uint64_t i = 0; i < length; ++i) {
    all.at(offset + i) = kind;
  }
}

/// A store of our writer, and what a strict reader of the tests says lies in it.
struct Written {
  explicit Written(Width width, Encoding encoding = Encoding::Permute, std::size_t messages = 60)
      : sample(test::sample_store(width, encoding, messages)),
        content(sample.content),
        file(sample.content),
        image(file) {}

  test::SampleStore sample;
  Bytes content;  // to be hurt
  test::MemoryFile file;
  test::NdbImage image;

  [[nodiscard]] std::uint64_t trailer() const { return image.unicode() ? 16 : 12; }
  [[nodiscard]] std::uint64_t whole(const test::NdbBlock& block) const {
    return (block.size + trailer() + 63) / 64 * 64;
  }
  void paint_block(Painting& all, const test::NdbBlock& block, RangeClass kind) const {
    paint(all, block.offset, block.size, kind);
    paint(all, block.offset + block.size, whole(block) - block.size - trailer(), RangeClass::Slack);
    paint(all, block.offset + whole(block) - trailer(), trailer(), kind);
  }

  [[nodiscard]] Painting painting() const {
    Painting all(sample.content.size(), RangeClass::Free);
    const std::uint64_t header = image.unicode() ? 564 : 512;
    paint(all, 0, header, RangeClass::Header);
    paint(all, header, 0x4200 - header, RangeClass::Slack);
    paint(all, 0x4200, kPage, RangeClass::Index);
    for (std::uint64_t i = 0; kFirstSection + i * kSection < all.size(); ++i) {
      paint(all, kFirstSection + i * kSection, i % 8 == 0 ? 2 * kPage : kPage, RangeClass::Index);
    }
    for (const auto* pages : {&image.node_pages, &image.block_pages}) {
      for (const auto& page : *pages) {
        paint(all, page.offset, kPage, RangeClass::Index);
      }
    }
    for (const auto& block : image.blocks) {
      paint_block(all, block, (block.bid & 2U) != 0 ? RangeClass::Index : RangeClass::Data);
    }
    return all;
  }
  /// The blocks of a node's data.
  [[nodiscard]] std::vector<const test::NdbBlock*> data_of(std::uint64_t bid) const {
    std::vector<const test::NdbBlock*> blocks;
    for (const auto one : image.data_blocks(bid)) {
      blocks.push_back(image.block(one));
    }
    return blocks;
  }
  /// Marks as used, or as free, what the AMap of the first section says of [offset, + length).
  void set_used(std::uint64_t offset, std::uint64_t length, bool used) {
    for (auto at = offset; at < offset + length; at += 64) {
      const auto slot = (at - kFirstSection) / 64;
      const auto bit = static_cast<std::byte>(0x80U >> (slot % 8));
      auto& byte = content.at(kFirstSection + slot / 8);
      byte = used ? byte | bit : byte & ~bit;
    }
    RawStore::seal_page(content, kFirstSection, 0x84, kFirstSection);
  }
  /// So many free bytes of the first section in a row, on a multiple of 512.
  [[nodiscard]] std::uint64_t free_space(std::uint64_t length) const {
    const auto all = painting();
    for (auto at = kFirstSection; at + length <= kFirstSection + kSection; at += kPage) {
      const auto begin = all.begin() + static_cast<std::ptrdiff_t>(at);
      if (std::all_of(begin, begin + static_cast<std::ptrdiff_t>(length),
                      [](RangeClass kind) { return kind == RangeClass::Free; })) {
        return at;
      }
    }
    FAIL("no free space");
    return 0;
  }
};

const bytes::Range& range_at(const StoreMap& map, std::uint64_t offset) {
  const auto found = std::ranges::find_if(
      map.ranges, [&](const bytes::Range& range) { return offset - range.offset < range.length; });
  REQUIRE(found != map.ranges.end());
  return *found;
}

std::vector<bytes::MappedItem> items_at(const StoreMap& map, std::uint64_t offset) {
  std::vector<bytes::MappedItem> items;
  for (const auto item : map.groups.at(range_at(map, offset).group).items) {
    items.push_back(map.items.at(item));
  }
  return items;
}

/// "message nid 0x00200024 subject 0"
std::vector<std::string> names_at(const StoreMap& map, std::uint64_t offset) {
  std::vector<std::string> names;
  for (const auto& item : items_at(map, offset)) {
    names.push_back(item.kind + " " + item.id + " " + item.name);
  }
  return names;
}

/// "nid 0x00200024"
std::string id_of(std::uint32_t node) {
  std::ostringstream id;
  id << "nid 0x" << std::uppercase << std::hex << std::setw(8) << std::setfill('0') << node;
  return id.str();
}

std::set<std::string> hit_items(const StoreMap& map, ItemHit hit) {
  std::set<std::string> ids;
  for (const auto& item : map.items) {
    if (item.hit == hit) {
      ids.insert(item.id);
    }
  }
  return ids;
}

}  // namespace

TEST_CASE("each byte of a written store has the class of its structure in every form") {
  for (const auto width : {Width::Unicode, Width::Ansi}) {
    for (const auto encoding : {Encoding::None, Encoding::Permute, Encoding::Cyclic}) {
      const Written store(width, encoding);
      const auto map = map_of(store.content);
      check_partition(map, store.content.size());
      CHECK(painting_of(map) == store.painting());
      CHECK(map.contradictions.total() == 0);
      CHECK(std::ranges::all_of(
          map.items, [](const bytes::MappedItem& item) { return item.hit == ItemHit::None; }));
    }
  }
}

TEST_CASE("a block is owned by the message or folder that it is part of") {
  const Written store(Width::Unicode);
  const auto map = map_of(store.content);
  const auto& message = *store.image.node(store.sample.first_message);
  const std::vector<std::string> first = {"message " + id_of(store.sample.first_message) +
                                          " subject 0"};

  const auto& own = *store.data_of(message.data).at(0);
  CHECK(range_at(map, own.offset).owner == "data block");
  CHECK(range_at(map, own.offset + store.whole(own) - 1).owner == "BLOCKTRAILER");
  CHECK(names_at(map, own.offset) == first);

  const auto& below = *store.image.block(message.subnodes);
  CHECK(range_at(map, below.offset).owner == "SLBLOCK");
  CHECK(names_at(map, below.offset) == first);

  const auto& table = *store.image.node((store.sample.folder & ~0x1FU) | 0x0EU);
  const auto owners = items_at(map, store.data_of(table.data).at(0)->offset);
  REQUIRE(owners.size() == 1);
  CHECK(owners[0].kind == "contents table");
  CHECK(owners[0].name == "Letters");

  // The empty tables of all folders are one block.
  const auto& empty = *store.image.node((0x122U & ~0x1FU) | 0x0FU);
  CHECK(items_at(map, store.image.block(empty.data)->offset).size() > 1);
}

TEST_CASE("a wrong byte makes its block or page one with a bad checksum and nothing else") {
  for (const auto width : {Width::Unicode, Width::Ansi}) {
    Written store(width);
    const auto& block = *store.data_of(store.image.node(store.sample.first_message)->data).at(0);
    store.content[block.offset + 5] ^= std::byte{1};
    const auto map = map_of(store.content);
    auto expected = store.painting();
    store.paint_block(expected, block, RangeClass::BadChecksum);
    check_partition(map, store.content.size());
    CHECK(painting_of(map) == expected);
    // Its properties lie in that block.
    CHECK(hit_items(map, ItemHit::Lost) ==
          std::set<std::string>{id_of(store.sample.first_message)});
    CHECK(hit_items(map, ItemHit::Partial).empty());
    CHECK(items_at(map, block.offset).at(0).hit == ItemHit::Lost);

    Written maps(width);
    maps.content[kFirstSection + kPage + 9] ^= std::byte{1};  // the PMap
    expected = maps.painting();
    paint(expected, kFirstSection + kPage, kPage, RangeClass::BadChecksum);
    CHECK(painting_of(map_of(maps.content)) == expected);

    Written header(width);
    header.content[20] ^= std::byte{1};
    expected = header.painting();
    paint(expected, 0, width == Width::Unicode ? 564 : 512, RangeClass::BadChecksum);
    CHECK(painting_of(map_of(header.content)) == expected);
  }
}

TEST_CASE("a sector of zeros shows at its place and hits the items that a check names") {
  const Written store(Width::Unicode, Encoding::Permute, 100);
  std::size_t shown = 0;
  for (auto at = kFirstSection + 2 * kPage; at + kPage <= store.content.size(); at += 37 * kPage) {
    INFO(at);
    auto content = store.content;
    std::fill_n(content.begin() + static_cast<std::ptrdiff_t>(at), kPage, std::byte{});
    if (content == store.content) {
      continue;
    }
    ++shown;
    const auto map = map_of(content);
    check_partition(map, content.size());
    CHECK(std::ranges::any_of(map.ranges, [&](const bytes::Range& range) {
      return range.kind == RangeClass::BadChecksum && range.offset < at + kPage &&
             at < range.offset + range.length;
    }));
    const auto report = pst::check::check_store(content, nullptr).value();
    std::size_t named = 0;
    for (const auto& item : map.items) {
      named += item.hit != ItemHit::None ? 1U : 0U;
    }
    CHECK(named == report.item_count);
  }
  CHECK(shown > 3);
}

TEST_CASE("what the tree no longer leads to and a search finds is recovered") {
  Written store(Width::Unicode);
  const auto& pages = store.image.block_pages;
  const auto page = std::ranges::find_if(
      pages, [](const test::NdbPage& one) { return one.level == 0 && one.first_key > 8; });
  REQUIRE(page != pages.end());
  const auto next = std::next(page);
  REQUIRE(next != pages.end());
  std::fill_n(store.content.begin() + static_cast<std::ptrdiff_t>(page->offset), kPage,
              std::byte{});
  auto expected = store.painting();
  paint(expected, page->offset, kPage, RangeClass::BadChecksum);
  std::size_t lost = 0;
  for (const auto& block : store.image.blocks) {
    const auto later = std::ranges::find_if(pages, [&](const test::NdbPage& one) {
      return one.level == 0 && one.first_key > page->first_key && one.first_key <= block.bid;
    });
    if (block.bid >= page->first_key && later == pages.end()) {
      store.paint_block(expected, block, RangeClass::Recovered);
      ++lost;
    }
  }
  REQUIRE(lost == page->entries);
  CHECK(painting_of(map_of(store.content)) == expected);
}

TEST_CASE("the blocks of a deleted message are recovered and named") {
  Written store(Width::Unicode, Encoding::None);
  const auto subject = test::from_hex("47006F006E006500");  // "Gone"
  const auto data = test::property_heap({{.id = 0x0037, .type = 0x001F, .value = 0x60}}, {subject});
  const std::uint64_t bid = 0x7FF0;  // of no block
  const auto old_page = store.free_space(3 * kPage);
  const auto at = old_page + kPage;
  const auto whole = (data.size() + 16 + 63) / 64 * 64;
  RawStore raw;
  raw.stray(bid, data);
  const auto made = raw.content();
  std::ranges::copy(data, store.content.begin() + static_cast<std::ptrdiff_t>(at));
  const auto trailer = at + whole - 16;
  const auto from = made.begin() + static_cast<std::ptrdiff_t>(raw.offset_of(bid) + whole - 16);
  std::copy_n(from, 16, store.content.begin() + static_cast<std::ptrdiff_t>(trailer));
  const auto mixed = static_cast<std::uint32_t>(at ^ bid);
  RawStore::put(store.content, trailer + 2, (mixed >> 16U) ^ (mixed & 0xFFFFU), 2);
  // An earlier leaf, which newer ones replaced.
  RawStore::put(store.content, old_page, 0x400024, 8);
  RawStore::put(store.content, old_page + 8, bid, 8);
  RawStore::put(store.content, old_page + 24, store.sample.folder, 4);
  RawStore::put(store.content, old_page + 488, 1U + (15U << 8U) + (32U << 16U), 4);
  RawStore::seal_page(store.content, old_page, 0x81, 1);

  const auto map = map_of(store.content);
  auto expected = store.painting();
  store.paint_block(expected,
                    {.bid = bid, .offset = at, .size = static_cast<std::uint16_t>(data.size())},
                    RangeClass::Recovered);
  CHECK(painting_of(map) == expected);
  CHECK(names_at(map, at) == std::vector<std::string>{"deleted message nid 0x00400024 Gone"});
}

TEST_CASE("bytes that are in use and that nothing leads to are unreferenced and say why") {
  Written leaky(Width::Ansi);
  const auto space = leaky.free_space(kPage);
  leaky.content[space] = std::byte{1};
  auto& slots = leaky.content;
  // In ANSI files four bytes go before the bits (FORMAT.md 2.3): done by hand.
  const auto slot = (space - kFirstSection) / 64;
  slots[kFirstSection + 4 + slot / 8] |= static_cast<std::byte>(0x80U >> (slot % 8));
  const auto map = map_of(leaky.content);
  // The trailer of an ANSI page is another: its checksum is wrong now, so no map says anything.
  CHECK(range_at(map, kFirstSection).kind == RangeClass::BadChecksum);
  CHECK(range_at(map, space).kind == RangeClass::Unreferenced);
  CHECK(range_at(map, space).owner == "space without an allocation map");

  Written store(Width::Unicode);
  const auto used = store.free_space(kPage);
  store.set_used(used + 64, 128, true);
  auto expected = store.painting();
  paint(expected, used + 64, 128, RangeClass::Unreferenced);
  const auto told = map_of(store.content);
  CHECK(painting_of(told) == expected);
  CHECK(range_at(told, used + 64).owner == "space marked as used in vain");

  // A message whose entry no longer names its subnodes: the tree has their blocks, and no node.
  Written orphans(Width::Unicode);
  const auto& nodes = orphans.image.nodes;
  const auto last = std::find_if(nodes.rbegin(), nodes.rend(), [](const test::NdbNode& node) {
    return (node.nid & 0x1FU) == 4 && node.subnodes != 0;
  });
  REQUIRE(last != nodes.rend());
  const auto& pages = orphans.image.node_pages;
  for (const auto& page : pages) {
    for (std::size_t i = 0; page.level == 0 && i < page.entries; ++i) {
      const auto entry = page.offset + 32 * i;
      if (orphans.content[entry] == static_cast<std::byte>(last->nid) &&
          orphans.content[entry + 1] == static_cast<std::byte>(last->nid >> 8U) &&
          orphans.content[entry + 2] == static_cast<std::byte>(last->nid >> 16U)) {
        RawStore::put(orphans.content, entry + 16, 0, 8);
        RawStore::seal_page(orphans.content, page.offset, 0x81, page.bid);
      }
    }
  }
  expected = orphans.painting();
  const auto give_up = [&](std::uint64_t bid) {
    const auto& block = *orphans.image.block(bid);
    paint(expected, block.offset, orphans.whole(block), RangeClass::Unreferenced);
  };
  give_up(last->subnodes);
  for (const auto& one : orphans.image.subnodes(last->subnodes)) {
    for (const auto bid : orphans.image.data_blocks(one.data)) {
      give_up(bid);
    }
  }
  const auto given_up = map_of(orphans.content);
  CHECK(painting_of(given_up) == expected);
  CHECK(range_at(given_up, orphans.image.block(last->subnodes)->offset).owner ==
        "block that no node names");
}

TEST_CASE("what follows the end of a store is no part of it") {
  Written store(Width::Unicode);
  const auto end = store.content.size();
  store.content.resize(end + 1000, std::byte{0x55});
  const auto map = map_of(store.content);
  check_partition(map, end + 1000);
  CHECK(range_at(map, end).owner == "space behind the end of the store");
  auto expected = store.painting();
  expected.resize(end + 1000, RangeClass::Unreferenced);
  CHECK(painting_of(map) == expected);
}

TEST_CASE("a hurt or cut store has each byte once all the same") {
  const Written store(Width::Unicode, Encoding::None, 20);
  std::mt19937 random(11);
  for (int i = 0; i < 40; ++i) {
    auto content = store.content;
    for (int k = 0; k < 30; ++k) {
      content[random() % content.size()] = static_cast<std::byte>(random());
    }
    if (i % 2 == 0) {
      content.resize(kPage + random() % content.size());
    }
    if (const auto map = pst::check::map_store(content, nullptr)) {
      check_partition(*map, content.size());
    }
  }
}

TEST_CASE("each byte of every real store has a class and none is unexplained") {
  const auto stores = test::real_stores();
  if (stores.empty()) {
    WARN("SKIPPED: no shared material");
    return;
  }
  const std::set<std::string_view> explained = {
      "block that no node names", "block that no index names", "BTPAGE that the tree no longer has",
      "space marked as used in vain"};
  for (const auto& path : stores) {
    INFO(path);
    const auto view = bytes::FileView::open(path).value();
    const auto map = pst::check::map_store(view->bytes(), view).value();
    check_partition(map, view->bytes().size());
    if (!pst::check::check_store(view->bytes(), view)->sound) {
      continue;  // enron.pst has a DList page with another checksum
    }
    CHECK(map.contradictions.total() == 0);
    for (const auto& range : map.ranges) {
      INFO(range.offset);
      CHECK(range.kind != RangeClass::BadChecksum);
      CHECK((range.kind != RangeClass::Unreferenced || explained.contains(range.owner)));
    }
    CHECK(std::ranges::all_of(
        map.items, [](const bytes::MappedItem& item) { return item.hit != ItemHit::Lost; }));
  }
}

}  // namespace map_test
