// What a sweep must still find when indexes, header or the end of a store are gone.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "formats/pst/ndb/sections.h"
#include "formats/pst/reader/sweep/salvage.h"
#include "formats/pst/reader/sweep/store_sweep.h"
#include "tests/formats/pst/ndb_fixture.h"
#include "tests/formats/pst/reader/raw_store.h"
#include "tests/formats/pst/reader/real_stores.h"
#include "tests/formats/pst/reader/sample_store.h"
#include "tests/formats/pst/reader/snapshot.h"

namespace sweep_test {
namespace {

using pst::Encoding;
using pst::Width;
using pst::reader::Salvaged;
using pst::reader::Store;
using test::RawStore;
using test::Snapshot;
using Bytes = std::vector<std::byte>;

constexpr std::size_t kPage = 512;
constexpr std::uint8_t kNodePage = 0x81;

void wipe(Bytes& content, std::uint64_t at, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    content.at(at + i) = std::byte{};
  }
}

/// What it returns points into `content`.
Salvaged salvage(Bytes&& content, bool deleted = false) = delete;
Salvaged salvage(const Bytes& content, bool deleted = false) {
  auto salvaged = pst::reader::salvage_store(content, nullptr, {.deleted = deleted});
  REQUIRE(salvaged);
  return std::move(*salvaged);
}

Snapshot clean_snapshot(const Bytes& content) {
  const auto store = Store::open(content, nullptr);
  REQUIRE(store);
  return test::snapshot(*store);
}

/// Everything came out as it was written, and nothing is said to be doubtful.
void check_whole(const Snapshot& clean, const Snapshot& found) {
  for (const auto& [name, item] : clean.items) {
    INFO(name);
    REQUIRE(found.items.contains(name));
    CHECK(found.items.at(name).content == item.content);
    CHECK(!found.items.at(name).marked);
  }
}

/// Nothing came out otherwise than it was written without saying so, and nothing went silently.
void check_honest(const Snapshot& clean, const Snapshot& found) {
  for (const auto& [name, item] : clean.items) {
    INFO(name);
    const auto here = found.items.find(name);
    if (here == found.items.end()) {
      CHECK(found.told);
    } else if (!here->second.marked) {
      CHECK(here->second.content == item.content);
    }
  }
}

struct Form {
  Width width;
  Encoding encoding;
};
constexpr std::array kForms = {
    Form{Width::Unicode, Encoding::Permute}, Form{Width::Ansi, Encoding::Permute},
    Form{Width::Unicode, Encoding::None}, Form{Width::Ansi, Encoding::Cyclic}};

/// The roots of both trees, by the header.
std::pair<std::uint64_t, std::uint64_t> roots(const Bytes& content) {
  const auto header = Store::open(content, nullptr).value().header();
  return {header->nodes.offset, header->blocks.offset};
}

}  // namespace

TEST_CASE("a healthy store is not swept and gives the same when it is") {
  const auto sample = test::sample_store(Width::Unicode, Encoding::Permute);
  const auto clean = clean_snapshot(sample.content);
  CHECK(!salvage(sample.content).sweep);

  const auto swept = salvage(sample.content, true);
  REQUIRE(swept.sweep);
  CHECK(swept.sweep->nodes_added == 0);
  CHECK(swept.sweep->blocks_added == 0);
  CHECK(swept.sweep->pages_found == swept.store.index().pages.size());
  CHECK(swept.sweep->blocks_found == swept.store.index().blocks.entries().size());
  CHECK(swept.deleted.empty());
  check_whole(clean, test::snapshot(swept.store));
}

TEST_CASE("a store without header or without roots comes out whole") {
  for (const auto form : kForms) {
    const auto sample = test::sample_store(form.width, form.encoding, 40);
    const auto clean = clean_snapshot(sample.content);
    const auto [nodes, blocks] = roots(sample.content);

    auto hurt = sample.content;
    wipe(hurt, 0, 564);
    auto salvaged = salvage(hurt);
    CHECK(salvaged.store.file().width == form.width);
    CHECK(salvaged.store.file().encoding == form.encoding);
    CHECK(!salvaged.store.header());
    check_whole(clean, test::snapshot(salvaged.store));

    hurt = sample.content;
    wipe(hurt, nodes, kPage);
    salvaged = salvage(hurt);
    CHECK(!salvaged.store.index().node_gaps.empty());
    check_whole(clean, test::snapshot(salvaged.store));

    wipe(hurt, blocks, kPage);
    check_whole(clean, test::snapshot(salvage(hurt).store));

    wipe(hurt, 0, 564);
    check_whole(clean, test::snapshot(salvage(hurt).store));
  }
}

TEST_CASE("each page of the trees that is zeroed costs no more than the nodes it named") {
  for (const auto form : kForms) {
    const auto sample = test::sample_store(form.width, form.encoding, 40);
    const auto clean = clean_snapshot(sample.content);
    const auto index = Store::open(sample.content, nullptr).value().index();
    for (const auto& page : index.pages) {
      INFO(page.offset);
      auto hurt = sample.content;
      wipe(hurt, page.offset, kPage);
      const auto salvaged = salvage(hurt);
      const auto found = test::snapshot(salvaged.store);
      check_honest(clean, found);
      if (page.type != kNodePage || page.level > 0) {
        check_whole(clean, found);
      }
      for (const auto& entry : index.nodes.entries()) {
        const bool named_here = std::uint64_t{entry.page} * kPage == page.offset;
        CHECK((salvaged.store.index().nodes.find(entry.nid) == nullptr) ==
              (named_here && page.type == kNodePage));
      }
    }
  }
}

TEST_CASE("a store that is cut off says so and loses nothing silently") {
  for (const auto form : kForms) {
    const auto sample = test::sample_store(form.width, form.encoding, 40);
    const auto clean = clean_snapshot(sample.content);
    for (const std::size_t percent : {95U, 75U, 50U, 25U}) {
      INFO(percent);
      auto hurt = sample.content;
      hurt.resize(hurt.size() * percent / 100);
      check_honest(clean, test::snapshot(salvage(hurt).store));
    }
  }
}

TEST_CASE("an earlier copy of a page never stands for a lost one without a word") {
  // Two leaves, of which a map says that the second is in use.
  RawStore raw;
  const auto old_data = test::bytes_of({1, 2, 3});
  raw.block(4, old_data).block(8, old_data).stray(12, old_data).node({.nid = 0x8022, .data = 4});
  auto content = raw.content();
  const auto copy = content.size() / kPage * kPage + kPage;
  content.resize(copy + 2 * kPage);
  const auto move_page = [&](std::uint64_t to, std::uint64_t bid) {
    for (std::size_t i = 0; i < kPage; ++i) {
      content.at(to + i) = content.at(RawStore::kNodesPage + i);
    }
    RawStore::put(content, to + 8, 12, 8);  // its data is block 12, which the BBT lacks
    RawStore::seal_page(content, to, kNodePage, bid);
  };
  move_page(copy, 0x20);
  wipe(content, RawStore::kNodesPage, kPage);

  SECTION("no map says that it is in use") {
    const auto salvaged = salvage(content);
    const auto* const entry = salvaged.store.index().nodes.find({0x8022});
    REQUIRE(entry != nullptr);
    CHECK(entry->origin == pst::reader::Origin::Sweep);
    CHECK(entry->doubtful);
    const auto item = salvaged.store.item(0x8022).value();
    REQUIRE(item.faults().size() == 1);
    CHECK(item.faults()[0].damage.offset == copy);
    CHECK(item.faults()[0].damage.field == "PAGETRAILER.bid");
  }
  SECTION("the block tree has what it names for it alone") {
    RawStore::put(content, copy + 8, 4, 8);
    RawStore::seal_page(content, copy, kNodePage, 0x20);
    CHECK(!salvage(content).store.index().nodes.find({0x8022})->doubtful);
  }
  SECTION("a map says that it is") {
    const auto slot = (copy - pst::kFirstSection) / 64;
    wipe(content, pst::kFirstSection, kPage);
    for (auto i = slot; i < slot + 8; ++i) {
      content.at(pst::kFirstSection + i / 8) |= static_cast<std::byte>(0x80U >> (i % 8));
    }
    RawStore::seal_page(content, pst::kFirstSection, 0x84, pst::kFirstSection);
    RawStore::put(content, 180 + 68, 2, 1);  // ROOT.fAMapValid
    RawStore::seal_header(content);
    const auto salvaged = salvage(content);
    const auto* const entry = salvaged.store.index().nodes.find({0x8022});
    REQUIRE(entry != nullptr);
    CHECK(!entry->doubtful);
    CHECK(salvaged.store.item(0x8022).value().faults().empty());
  }
  SECTION("of two copies the newer one counts") {
    RawStore::put(content, copy + kPage, 0, 8);
    for (std::size_t i = 0; i < kPage; ++i) {
      content.at(copy + kPage + i) = content.at(copy + i);
    }
    RawStore::put(content, copy + kPage + 8, 8, 8);  // its data is block 8
    RawStore::seal_page(content, copy + kPage, kNodePage, 0x30);
    const auto salvaged = salvage(content);
    REQUIRE(salvaged.store.index().nodes.all({0x8022}).size() == 1);
    CHECK(salvaged.store.index().nodes.find({0x8022})->data.value == 8);
  }
}

TEST_CASE("a page that is hurt yields no less than one that is gone") {
  RawStore raw;
  raw.block(4, test::property_heap({{.id = 0x660B, .type = 0x0003, .value = 1}}));
  raw.node({.nid = 0x8022, .data = 4});
  auto content = raw.content();
  // An earlier copy of the page, and the page that counts names a block that is nowhere.
  const auto copy = content.size() / kPage * kPage + kPage;
  content.resize(copy + kPage);
  std::copy_n(content.begin() + RawStore::kNodesPage, kPage,
              content.begin() + static_cast<std::ptrdiff_t>(copy));
  RawStore::seal_page(content, copy, kNodePage, 0x20);
  const auto is_read = [&] {
    const auto salvaged = salvage(content);
    const auto item = salvaged.store.item(0x8022);
    return item && item->read_record_set(0).has_value();
  };
  RawStore::put(content, RawStore::kNodesPage + 8, 0x3350, 8);
  CHECK(is_read());
  wipe(content, RawStore::kNodesPage, kPage);
  CHECK(is_read());
}

TEST_CASE("nodes that a store gave up are told apart from those it has") {
  RawStore raw;
  const auto data = test::bytes_of({1, 2, 3});
  raw.block(4, data).stray(8, data).node({.nid = 0x8022, .data = 4});
  auto content = raw.content();
  // An earlier page with a message more, whose block the BBT does not have any more.
  const auto copy = content.size() / kPage * kPage + kPage;
  content.resize(copy + kPage);
  RawStore::put(content, copy, 0x8022, 8);
  RawStore::put(content, copy + 8, 4, 8);
  RawStore::put(content, copy + 32, 0x200024, 8);
  RawStore::put(content, copy + 40, 8, 8);
  RawStore::put(content, copy + 56, 0x8022, 4);
  RawStore::put(content, copy + 64, 0x200044, 8);
  RawStore::put(content, copy + 72, 12, 8);  // which is nowhere
  RawStore::put(content, copy + 488, 3, 1);
  RawStore::put(content, copy + 489, 15, 1);
  RawStore::put(content, copy + 490, 32, 1);
  RawStore::seal_page(content, copy, kNodePage, 1);

  CHECK(salvage(content).deleted.empty());
  const auto salvaged = salvage(content, true);
  REQUIRE(salvaged.deleted.size() == 1);
  CHECK(salvaged.deleted[0].nid.value == 0x200024);
  CHECK(salvaged.store.index().nodes.find({0x200024}) == nullptr);
  const auto deleted = salvaged.deleted_store();
  const auto item = deleted.item(0x200024).value();
  CHECK(item.parent() == 0x8022);
  CHECK(item.faults().empty());
  CHECK(deleted.ndb()->read({8})->sound());
}

TEST_CASE("a block that the index lacks is found and one that moved is told") {
  const auto data = test::bytes_of({1, 2, 3});
  RawStore raw;
  raw.stray(4, data).node({.nid = 0x8022, .data = 4});
  const auto lacking = raw.content();
  const auto salvaged = salvage(lacking);
  REQUIRE(salvaged.sweep);
  CHECK(salvaged.sweep->blocks_added == 1);
  const auto block = salvaged.store.ndb()->read({4});
  REQUIRE(block != nullptr);
  CHECK(block->sound());

  RawStore moved;
  moved.block(4, data).stray(4, data).node({.nid = 0x8022, .data = 4});
  auto content = moved.content();
  const auto at = RawStore::kFirstBlock;
  wipe(content, at, 3);
  // Its own trailer is left and says that the copy is the same.
  CHECK(salvage(content, true).store.ndb()->read({4})->sound());
  wipe(content, at, 64);
  const auto copy = salvage(content, true).store.ndb()->read({4});
  CHECK(!copy->sound());
  CHECK(copy->faults.back().field == "BBTENTRY.ib");
  CHECK(copy->offset == at + 64);
}

TEST_CASE("real stores without header or roots come out as they were") {
  const auto stores = test::real_stores();
  if (stores.empty()) {
    WARN("SKIPPED: no shared material");
    return;
  }
  for (const auto& path : stores) {
    INFO(path);
    std::ifstream file(path, std::ios::binary);
    const std::string raw((std::istreambuf_iterator<char>(file)), {});
    const auto all = std::as_bytes(std::span(raw.data(), raw.size()));
    const Bytes content(all.begin(), all.end());
    const auto clean = clean_snapshot(content);
    const auto [nodes, blocks] = roots(content);
    auto hurt = content;
    wipe(hurt, 0, 564);
    check_whole(clean, test::snapshot(salvage(hurt).store));
    hurt = content;
    wipe(hurt, nodes, kPage);
    check_whole(clean, test::snapshot(salvage(hurt).store));
    hurt = content;
    wipe(hurt, blocks, kPage);
    check_whole(clean, test::snapshot(salvage(hurt).store));
    for (const std::size_t percent : {95U, 75U, 50U, 25U}) {
      hurt = content;
      hurt.resize(hurt.size() * percent / 100);
      const auto salvaged = pst::reader::salvage_store(hurt, nullptr);
      REQUIRE(salvaged);
      check_honest(clean, test::snapshot(salvaged->store));
    }
  }
}

}  // namespace sweep_test
