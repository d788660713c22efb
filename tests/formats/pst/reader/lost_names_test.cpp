// A name-to-id map of which a part cannot be read.
#include <algorithm>
#include <catch2/catch.hpp>

#include "formats/pst/reader/store.h"
#include "tests/formats/pst/ndb_fixture.h"
#include "tests/formats/pst/reader/raw_store.h"

namespace lost_names_test {
namespace {

using pst::reader::Store;
using test::RawStore;
using Bytes = std::vector<std::byte>;

constexpr std::uint16_t kBinary = 0x0102;
constexpr std::uint32_t kNowhere = 0x960;  // an allocation that no heap of these tests has
constexpr std::uint32_t kFirstItem = 0x60;

/// NAMEID records, in the order of their property ids.
struct NameId {
  std::uint32_t word = 0;
  std::uint16_t set = 0;
  bool text = false;
  std::uint16_t index = 0;
};
Bytes entries_of(const std::vector<NameId>& names) {
  Bytes entries(8 * names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    RawStore::put(entries, 8 * i, names[i].word, 4);
    RawStore::put(entries, 8 * i + 4, names[i].set * 2U + (names[i].text ? 1U : 0U), 2);
    RawStore::put(entries, 8 * i + 6, names[i].index, 2);
  }
  return entries;
}

/// A store with that map, and a node 0x2227 with the properties 0x8000 and 0x8001.
Bytes with_map(const std::vector<test::RawProperty>& map, const std::vector<Bytes>& items) {
  RawStore raw;
  raw.block(4, test::property_heap(map, items));
  raw.block(8, test::property_heap({{.id = 0x8000, .type = 0x0003, .value = 1},
                                    {.id = 0x8001, .type = 0x0003, .value = 2}}));
  raw.node({.nid = 0x61, .data = 4}).node({.nid = 0x2227, .data = 8});
  return raw.content();
}

bool notes(const Store& store, std::string_view field) {
  return std::ranges::count(store.damage().items(), field, &bytes::Damage::field) > 0;
}

pst::reader::RecordSet properties(const Store& store) {
  return store.item(0x2227).value().read_record_set(0).value();
}

/// 0x8000 has a number in a set of the GUID stream, 0x8001 a number in PS_PUBLIC_STRINGS.
const std::vector<NameId> kNumbers = {{.word = 0x1234, .set = 3},
                                      {.word = 0x5678, .set = 2, .index = 1}};
/// 0x8000 has a text.
const std::vector<NameId> kTexts = {{.word = 0, .set = 2, .text = true},
                                    {.word = 0x5678, .set = 2, .index = 1}};

}  // namespace

TEST_CASE(
    "a stream of names that is announced and cannot be read makes nameless properties doubtful") {
  for (const std::size_t stream : {2U, 4U}) {
    INFO(stream);
    std::vector<test::RawProperty> map = {{.id = 2, .type = kBinary, .value = 0},
                                          {.id = 3, .type = kBinary, .value = kFirstItem},
                                          {.id = 4, .type = kBinary, .value = 0}};
    map[stream - 2].value = kNowhere;
    const auto content = with_map(map, {entries_of(stream == 2 ? kNumbers : kTexts)});
    const auto store = Store::open(content, nullptr).value();

    REQUIRE_FALSE(store.names().faults().empty());
    CHECK(store.names().faults().front().missing);
    const auto set = properties(store);
    REQUIRE(set.entries.size() == 2);
    CHECK_FALSE(set.entries[0].name);
    CHECK_FALSE(set.entries[0].faults.empty());
    CHECK(set.entries[1].name);
    CHECK(set.entries[1].faults.empty());
  }
}

TEST_CASE("a stream of names that is not there is missed by whoever needs it alone") {
  const std::vector<test::RawProperty> map = {{.id = 3, .type = kBinary, .value = kFirstItem}};
  for (const auto& names : {kNumbers, kTexts}) {
    const auto content = with_map(map, {entries_of(names)});
    const auto store = Store::open(content, nullptr).value();
    CHECK_FALSE(store.names().faults().empty());
    CHECK_FALSE(properties(store).entries[0].faults.empty());
  }
  // Of names in the fixed sets nothing is missing.
  const auto content =
      with_map(map, {entries_of({{.word = 1, .set = 1}, {.word = 2, .set = 2, .index = 1}})});
  const auto store = Store::open(content, nullptr).value();
  CHECK(store.names().faults().empty());
  CHECK(properties(store).intact());
}

TEST_CASE("of two names for one property the first counts, and the second is noted") {
  const std::vector<test::RawProperty> map = {{.id = 2, .type = kBinary, .value = 0},
                                              {.id = 3, .type = kBinary, .value = kFirstItem},
                                              {.id = 4, .type = kBinary, .value = 0}};
  const auto content = with_map(map, {entries_of({{.word = 1, .set = 1}, {.word = 2, .set = 2}})});
  const auto store = Store::open(content, nullptr).value();
  REQUIRE(store.names().find(0x8000) != nullptr);
  CHECK(std::get<std::uint32_t>(store.names().find(0x8000)->id) == 1);
  CHECK(notes(store, "NAMEID.wPropIdx"));
}

TEST_CASE("an entry stream that ends within a record is noted") {
  const std::vector<test::RawProperty> map = {{.id = 2, .type = kBinary, .value = 0},
                                              {.id = 3, .type = kBinary, .value = kFirstItem},
                                              {.id = 4, .type = kBinary, .value = 0}};
  auto entries = entries_of({{.word = 1, .set = 1}, {.word = 2, .set = 2, .index = 1}});
  entries.resize(entries.size() - 3);
  const auto content = with_map(map, {entries});
  const auto store = Store::open(content, nullptr).value();
  CHECK(notes(store, "NAMEID"));
  CHECK_FALSE(store.names().faults().empty());
  CHECK(properties(store).entries[0].faults.empty());
  CHECK_FALSE(properties(store).entries[1].faults.empty());
}

}  // namespace lost_names_test
