// One planted fault at a time, and what it hits.
#include <catch2/catch.hpp>

#include "formats/pst/reader/ndb/data_tree.h"
#include "formats/pst/reader/store.h"
#include "tests/formats/pst/ndb_fixture.h"
#include "tests/formats/pst/reader/raw_store.h"
#include "tests/formats/pst/reader/sample_store.h"

namespace damage_test {
namespace {

using bytes::DamageKind;
using pst::reader::Child;
using pst::reader::Store;
using test::RawStore;
using Bytes = std::vector<std::byte>;

// FORMAT notes, worked bytes of Outlook's own empty store: the property context of node 0x2227.
const char* const kPropertyContext =
    "1C00 EC BC 20000000 00000000"
    "B5 02 06 00 40000000"
    "0B66 0300 00000000"
    "0200 0000 0C00 1400 1C00";
// And the receive-folder table, 0x62B.
const char* const kTable =
    "6400 EC 7C 40000000 00000000"
    "B5 04 04 00 60000000"
    "7C 04 1000 1000 1000 1100 20000000 80000000 00000000"
    "1F001A00 0C00 04 03"
    "03000566 0800 04 02"
    "0300F267 0000 04 00"
    "0300F367 0400 04 01"
    "01000000 00000000"
    "01000000 02000000 22010000 00000000 F0"
    "00"
    "0400 0000 0C00 1400 4A00 5200 6300";

bool has_damage(const bytes::DamageLog& log, std::string_view field) {
  return std::ranges::any_of(log.items(),
                             [&](const bytes::Damage& damage) { return damage.field == field; });
}

RawStore one_node(std::uint32_t nid, const Bytes& data) {
  RawStore raw;
  raw.block(4, data).node({.nid = nid, .data = 4});
  return raw;
}

pst::reader::RecordSet set_of(const Store& store, std::uint32_t nid, std::size_t row = 0) {
  return store.item(nid).value().read_record_set(row).value();
}

std::string error_of(const Bytes& content) {
  const auto store = Store::open(content, nullptr);
  REQUIRE(!store);
  return store.error().what;
}

}  // namespace

TEST_CASE("a property context and a table of Outlook are read byte by byte") {
  auto raw = one_node(0x2227, test::from_hex(kPropertyContext));
  raw.block(8, test::from_hex(kTable)).node({.nid = 0x62B, .data = 8});
  const auto content = raw.content();
  const auto store = Store::open(content, nullptr).value();

  const auto set = set_of(store, 0x2227);
  REQUIRE(set.entries.size() == 1);
  CHECK(set.entries[0].id == 0x660B);
  CHECK(set.entries[0].type == 0x0003);
  CHECK(set.entries[0].data == Bytes(4));
  CHECK(set.intact());

  const auto table = store.item(0x62B).value();
  REQUIRE(table.record_set_count().value() == 1);
  const auto row = set_of(store, 0x62B);
  REQUIRE(row.entries.size() == 4);
  CHECK(row.find(0x001A)->data.empty());
  CHECK(row.find(0x6605)->data == test::bytes_of({0x22, 1, 0, 0}));
  CHECK(row.intact());
}

TEST_CASE("a header with one wrong field is told and read on") {
  const auto raw = one_node(0x2227, test::from_hex(kPropertyContext));
  const auto check = [&](std::uint64_t at, std::uint64_t value, std::size_t size,
                         std::string_view field) {
    INFO(field);
    auto content = raw.content();
    RawStore::put(content, at, value, size);
    if (at >= 8 && at < 524) {
      RawStore::seal_header(content);
    }
    const auto store = Store::open(content, nullptr);
    REQUIRE(store);
    CHECK(has_damage(store->damage(), field));
    CHECK(set_of(*store, 0x2227).intact());
  };
  check(0, 0x12345678, 4, "HEADER.dwMagic");
  check(4, 1, 4, "HEADER.dwCRCPartial");
  check(524, 1, 4, "HEADER.dwCRCFull");
  check(8, 0x5A5A, 2, "HEADER.wMagicClient");
  check(10, 99, 2, "HEADER.wVer");
  check(512, 0x81, 1, "HEADER.bSentinel");
  check(513, 9, 1, "HEADER.bCryptMethod");
  check(184, 0x100000, 8, "ROOT.ibFileEof");
}

TEST_CASE("what is no store of 512-byte pages is refused in words") {
  auto content = one_node(0x2227, test::from_hex(kPropertyContext)).content();
  CHECK_THAT(error_of(Bytes(100)), Catch::Contains("no header"));
  CHECK_THAT(error_of(Bytes(1000)), Catch::Contains("!BDN"));
  RawStore::put(content, 10, 36, 2);
  CHECK_THAT(error_of(content), Catch::Contains("4 KB"));
  RawStore::put(content, 8, 0x4241, 2);
  CHECK_THAT(error_of(content), Catch::Contains("PAB"));
  CHECK(Store::open(content, nullptr).error().kind == bytes::ErrorKind::Unsupported);
}

TEST_CASE("PFF-D1 blocks that are encoded under a header that says none are read") {
  for (const auto width : {pst::Width::Unicode, pst::Width::Ansi}) {
    auto sample = test::sample_store(width, pst::Encoding::Permute);
    const auto at = width == pst::Width::Unicode ? 513U : 461U;
    REQUIRE(sample.content[at] == std::byte{1});
    sample.content[at] = std::byte{0};

    const auto store = Store::open(sample.content, nullptr).value();

    CHECK(has_damage(store.damage(), "HEADER.bCryptMethod"));
    const auto folder = store.item(sample.folder).value();
    REQUIRE(folder.count(Child::Message).value() == sample.messages);
    for (std::size_t i = 1; i < sample.messages; ++i) {
      CHECK(folder.child(Child::Message, i).value().read_record_set(0).value().intact());
    }
    // Of bytes without any order nobody can say whether their last block is encoded, too.
    const auto set = store.item(sample.first_message).value().read_record_set(0).value();
    const auto& body = *set.find(0x1009);
    CHECK(body.data == sample.body);
    REQUIRE(body.faults.size() == 1);
    CHECK(body.faults.front().damage.kind == DamageKind::Undecodable);
    CHECK(body.faults.front().at + body.faults.front().length == sample.body.size());
  }
}

TEST_CASE("an index page that is gone becomes a gap in the keys") {
  auto content = one_node(0x2227, test::from_hex(kPropertyContext)).content();
  std::fill_n(content.begin() + RawStore::kNodesPage, 512, std::byte{});
  const auto store = Store::open(content, nullptr).value();
  CHECK(store.index().nodes.entries().empty());
  REQUIRE(store.index().node_gaps.size() == 1);
  CHECK(store.index().node_gaps[0].why.offset == RawStore::kNodesPage);
  CHECK(store.index().node_gaps[0].end == UINT64_MAX);
  CHECK(store.index().block_gaps.empty());
}

TEST_CASE("an index page that leads to itself is read once") {
  auto content = one_node(0x2227, test::from_hex(kPropertyContext)).content();
  RawStore::put(content, RawStore::kNodesPage, 0, 8);  // btkey
  RawStore::put(content, RawStore::kNodesPage + 8, 1, 8);
  RawStore::put(content, RawStore::kNodesPage + 16, RawStore::kNodesPage, 8);
  RawStore::put(content, RawStore::kNodesPage + 488, 1U + (20U << 8U) + (24U << 16U) + (1U << 24U),
                4);
  RawStore::seal_page(content, RawStore::kNodesPage, 0x81, 1);
  const auto store = Store::open(content, nullptr).value();
  REQUIRE(store.index().node_gaps.size() == 1);
  CHECK(store.index().node_gaps[0].why.kind == DamageKind::Cycle);
}

TEST_CASE("entries out of order, listed twice or beyond the count are told, and found") {
  RawStore raw;
  raw.block(4, test::from_hex(kPropertyContext));
  raw.node({.nid = 0x2227, .data = 4}).node({.nid = 0x2203, .data = 4});
  raw.node({.nid = 0x2203, .data = 4});
  auto content = raw.content();
  const auto store = Store::open(content, nullptr).value();
  CHECK(store.index().nodes.entries().size() == 2);
  CHECK(has_damage(store.damage(), "BTPAGE.rgentries"));
  CHECK(set_of(store, 0x2203).intact());

  RawStore::put(content, RawStore::kNodesPage + 488, 40, 1);  // cEnt
  RawStore::seal_page(content, RawStore::kNodesPage, 0x81, 1);
  const auto more = Store::open(content, nullptr).value();
  CHECK(has_damage(more.damage(), "BTPAGE.cEnt"));
  CHECK(more.index().nodes.entries().size() == 2);
}

TEST_CASE("two nodes with one id make each other doubtful") {
  RawStore raw;
  raw.block(4, test::from_hex(kPropertyContext)).block(8, test::from_hex(kPropertyContext));
  raw.node({.nid = 0x2203, .data = 4}).node({.nid = 0x2203, .data = 8});
  const auto content = raw.content();
  const auto store = Store::open(content, nullptr).value();
  CHECK(store.index().nodes.all({0x2203}).size() == 2);
  CHECK_FALSE(set_of(store, 0x2203).intact());
}

TEST_CASE("a wrong word in a trailer beside a right checksum leaves a block whole") {
  const auto data = test::from_hex(kPropertyContext);
  const auto raw = one_node(0x2227, data);
  const auto trailer = raw.offset_of(4) + 64 - 16;
  const auto check = [&](std::uint64_t at, std::size_t size, std::string_view field, bool intact) {
    INFO(field);
    auto content = raw.content();
    RawStore::put(content, at, 0x1234, size);
    const auto store = Store::open(content, nullptr).value();
    CHECK(set_of(store, 0x2227).intact() == intact);
    CHECK(has_damage(store.damage(), field));
  };
  check(trailer, 2, "BLOCKTRAILER.cb", true);
  check(trailer + 2, 2, "BLOCKTRAILER.wSig", true);
  check(trailer + 8, 8, "BLOCKTRAILER.bid", true);
  check(trailer + 4, 4, "BLOCKTRAILER.dwCRC", false);
}

TEST_CASE("the size in a block's own trailer outranks that of an index which does not fit") {
  const auto raw = one_node(0x2227, test::from_hex(kPropertyContext));
  for (const unsigned size : {37U, 39U, 200U, 0U, 9000U}) {
    auto content = raw.content();
    RawStore::put(content, RawStore::kBlocksPage + 16, size, 2);
    RawStore::seal_page(content, RawStore::kBlocksPage, 0x80, 2);
    const auto store = Store::open(content, nullptr).value();
    CHECK(set_of(store, 0x2227).intact());
    CHECK(has_damage(store.damage(), "BBTENTRY.cb"));
  }
}

TEST_CASE("a block that the index does not have loses its node and says so") {
  RawStore raw;
  raw.stray(4, test::from_hex(kPropertyContext)).node({.nid = 0x2227, .data = 4});
  const auto content = raw.content();
  const auto store = Store::open(content, nullptr).value();
  const auto set = store.item(0x2227).value().read_record_set(0);
  REQUIRE(!set);
  CHECK_THAT(set.error().what, Catch::Contains("0x2227"));
}

TEST_CASE("a missing block of an attachment is a hole of known place and size") {
  constexpr std::size_t kFull = 8176;
  RawStore raw;
  const auto first = test::content(kFull, 1);
  const auto last = test::content(100, 3);
  raw.block(4, first).stray(8, test::content(kFull, 2)).block(12, last);
  Bytes tree(8 + 3 * 8);
  RawStore::put(tree, 0, 0x0003'0101, 4);  // btype, cLevel, cEnt
  RawStore::put(tree, 4, 2 * kFull + 100, 4);
  for (std::size_t i = 0; i < 3; ++i) {
    RawStore::put(tree, 8 + 8 * i, 4 + 4 * i, 8);
  }
  raw.block(0x12, tree).node({.nid = 0x21, .data = 0x12});
  const auto content = raw.content();
  const auto store = Store::open(content, nullptr).value();

  auto read = pst::reader::read_data_tree(*store.ndb(), {0x12});
  CHECK(read.size == 2 * kFull + 100);
  CHECK(read.faults.empty());
  const auto faults = pst::reader::verify(*store.ndb(), read);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].at == kFull);
  CHECK(faults[0].length == kFull);
  CHECK(faults[0].missing);
  CHECK(pst::reader::touches(faults, kFull, 1));
  CHECK_FALSE(pst::reader::touches(faults, 0, kFull));

  auto expected = first;
  expected.resize(2 * kFull);
  expected.insert(expected.end(), last.begin(), last.end());
  const auto blob = pst::reader::make_blob(store.ndb(), read);
  CHECK(bytes::read_all(*blob, 100'000).value() == expected);
  CHECK(pst::reader::read_whole(*store.ndb(), read, 100'000).bytes == expected);
}

TEST_CASE("a block that is named twice in a tree is read once") {
  RawStore raw;
  raw.block(4, test::content(8176, 1));
  Bytes tree(8 + 4 * 8);
  RawStore::put(tree, 0, 0x0004'0101, 4);
  for (std::size_t i = 0; i < 4; ++i) {
    RawStore::put(tree, 8 + 8 * i, 4, 8);
  }
  raw.block(0x0A, tree);
  const auto content = raw.content();
  const auto store = Store::open(content, nullptr).value();
  const auto read = pst::reader::read_data_tree(*store.ndb(), {0x0A});
  CHECK(read.leaves.size() == 1);
  REQUIRE(read.faults.size() == 3);
  CHECK(read.faults[0].damage.kind == DamageKind::Cycle);
}

TEST_CASE("a heap whose page map contradicts itself doubts the values beside the fault") {
  auto data = test::from_hex(kPropertyContext);
  RawStore::put(data, 34, 0x18, 2);  // the end of the second allocation, and more than the third
  RawStore::put(data, 36, 0x14, 2);
  const auto content = one_node(0x2227, data).content();
  const auto store = Store::open(content, nullptr).value();
  const auto set = store.item(0x2227).value().read_record_set(0);
  CHECK((!set || !set->intact()));
}

TEST_CASE("PFF-D7 a table row that points outside the matrix is dropped and told, others are not") {
  auto data = test::from_hex(kTable);
  RawStore::put(data, 78, 101, 4);  // dwRowIndex of the one row
  const auto content = one_node(0x62B, data).content();
  const auto store = Store::open(content, nullptr).value();
  const auto table = store.item(0x62B).value();
  // Its id stands in the matrix: the row is found by that.
  CHECK(table.record_set_count().value() == 1);
  CHECK(has_damage(store.damage(), "TCROWID.dwRowIndex"));

  RawStore::put(data, 82, 9, 4);  // and not even there
  const auto worse = one_node(0x62B, data).content();
  const auto without = Store::open(worse, nullptr).value();
  CHECK(without.item(0x62B).value().record_set_count().value() == 0);
  CHECK_FALSE(without.item(0x62B).value().faults().empty());
}

TEST_CASE("two columns on the same bytes are both doubtful") {
  auto data = test::from_hex(kTable);
  RawStore::put(data, 54, 12, 2);  // 66050003 where 001A001F is
  const auto content = one_node(0x62B, data).content();
  const auto store = Store::open(content, nullptr).value();
  const auto row = set_of(store, 0x62B);
  CHECK(row.missing.empty());
  REQUIRE(row.find(0x6605) != nullptr);
  CHECK_FALSE(row.find(0x6605)->faults.empty());
  CHECK_FALSE(row.find(0x001A)->faults.empty());
  CHECK(row.find(0x67F2)->faults.empty());
}

TEST_CASE("a value whose id names nothing is missing, and the others are there") {
  auto data = test::from_hex(kPropertyContext);
  RawStore::put(data, 22, 0x001F, 2);  // a string
  RawStore::put(data, 24, 0x960, 4);   // in allocation 75
  const auto content = one_node(0x2227, data).content();
  const auto store = Store::open(content, nullptr).value();
  const auto set = set_of(store, 0x2227);
  CHECK(set.entries.empty());
  REQUIRE(set.missing.size() == 1);
  CHECK(set.missing[0].id == 0x660B);
  CHECK(set.missing[0].why.field == "HID.hidIndex");
}

TEST_CASE("a damaged block of an attachment taints its range and nothing else of the message") {
  auto sample = test::sample_store(pst::Width::Unicode, pst::Encoding::None);
  // The attachment's third block: its content is found in the plain file.
  const auto part = std::span(sample.attachment).subspan(2 * 8176, 200);
  const auto found =
      std::search(sample.content.begin(), sample.content.end(), part.begin(), part.end());
  REQUIRE(found != sample.content.end());
  std::fill_n(found, 100, std::byte{});

  const auto store = Store::open(sample.content, nullptr).value();
  const auto message = store.item(sample.first_message).value();
  CHECK(message.read_record_set(0).value().intact());
  const auto content = message.child(Child::Attachment, 0).value().attachment_content().value();
  REQUIRE(content.faults.size() == 1);
  CHECK(content.faults[0].at == 2 * 8176);
  CHECK(content.faults[0].length == 8176);
  CHECK(content.faults[0].damage.kind == DamageKind::BadChecksum);
  CHECK_FALSE(content.faults[0].missing);
  auto expected = sample.attachment;
  std::fill_n(expected.begin() + 2 * 8176, 100, std::byte{});
  CHECK(bytes::read_all(*content.data, 1'000'000).value() == expected);
}

TEST_CASE(
    "PFF-D6 a name whose string lies outside its stream is dropped, and the others are there") {
  std::vector<std::byte> entries(16);
  RawStore::put(entries, 0, 0x1234, 4);  // a number in PS_PUBLIC_STRINGS, for 0x8000
  RawStore::put(entries, 4, 2U << 1U, 2);
  RawStore::put(entries, 8, 100, 4);  // a string at 100, for 0x8001
  RawStore::put(entries, 12, (2U << 1U) | 1U, 2);
  RawStore::put(entries, 14, 1, 2);
  RawStore raw;
  raw.block(4, test::property_heap({{.id = 2, .type = 0x0102, .value = 0},
                                    {.id = 3, .type = 0x0102, .value = 0x60},
                                    {.id = 4, .type = 0x0102, .value = 0x80}},
                                   {entries, test::content(20)}));
  raw.block(8, test::property_heap({{.id = 0x8000, .type = 0x0003, .value = 1},
                                    {.id = 0x8001, .type = 0x0003, .value = 2}}));
  raw.node({.nid = 0x61, .data = 4}).node({.nid = 0x2227, .data = 8});
  auto content = raw.content();
  const auto store = Store::open(content, nullptr).value();
  const auto set = set_of(store, 0x2227);
  REQUIRE(set.entries.size() == 2);
  REQUIRE(set.entries[0].name);
  CHECK(std::get<std::uint32_t>(set.entries[0].name->id) == 0x1234);
  CHECK(set.entries[0].name->set[0] == std::byte{0x29});
  CHECK_FALSE(set.entries[1].name);
  CHECK(set.intact());
  CHECK(has_damage(store.damage(), "NAMEID.dwPropertyID"));

  // A map that is not sound may give every name to another property.
  content[raw.offset_of(4) + 40] ^= std::byte{1};
  const auto doubted = Store::open(content, nullptr).value();
  for (const auto& entry : set_of(doubted, 0x2227).entries) {
    CHECK_FALSE(entry.faults.empty());
  }
}

TEST_CASE("a hole in the map of names changes no name without a fault, and doubts few") {
  constexpr std::size_t kHole = 128;
  constexpr std::uint32_t kNames = 35;  // of every store that we write
  pst::reader::RecordSet all;
  for (std::uint32_t i = 0; i < kNames; ++i) {
    pst::reader::Entry entry;
    entry.id = 0x8000 + i;
    all.entries.push_back(std::move(entry));
  }
  for (const auto encoding : {pst::Encoding::None, pst::Encoding::Permute, pst::Encoding::Cyclic}) {
    auto sample = test::sample_store(pst::Width::Unicode, encoding, 1);
    const auto clean = Store::open(sample.content, nullptr).value();
    auto names = all;
    clean.names().resolve(names);
    const auto& index = clean.index();
    const auto* block = index.blocks.find(index.nodes.find({0x61})->data);
    REQUIRE(block != nullptr);
    std::size_t whole = 0;
    std::size_t doubted = 0;
    for (std::size_t at = 0; at + kHole <= block->size; at += kHole) {
      auto content = sample.content;
      std::fill_n(content.begin() + static_cast<std::ptrdiff_t>(block->offset + at), kHole,
                  std::byte{});
      auto hurt = all;
      Store::open(content, nullptr).value().names().resolve(hurt);
      for (std::uint32_t i = 0; i < kNames; ++i) {
        INFO("hole at " << at << ", name " << i);
        const bool same = hurt.entries[i].name == names.entries[i].name;
        CHECK((same || !hurt.entries[i].faults.empty()));
        whole += same ? 1U : 0U;
        doubted += same && !hurt.entries[i].faults.empty() ? 1U : 0U;
      }
    }
    CHECK(whole > 0);
    CHECK(doubted * 10 < whole);
  }
}

}  // namespace damage_test
