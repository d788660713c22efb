#include "formats/mmf/list.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <utility>

#include "tests/formats/mmf/store_builder.h"

namespace list_test {
namespace {

using bytes::Damage;
using bytes::DamageKind;
using mmf::Element;
using test::MmfBytes;

using Damages = std::vector<Damage>;
using Elements = std::vector<Element>;

/// Where the data of every list here begin: what is before it is not enciphered.
constexpr std::uint64_t kAt = 0x200;

MmfBytes file_of(const MmfBytes& data) {
  MmfBytes file(kAt);
  test::append(file, data);
  test::mmf_encipher(file);
  return file;
}

/// What one of the readers makes of a list that is the last thing in its file.
struct Reading {
  std::optional<mmf::List> list;
  Damages damage;
};

using Reader = std::optional<mmf::List> (&)(const mmf::StoreFile&, std::uint64_t, std::uint32_t,
                                            bytes::DamageLog&);

Reading read(const MmfBytes& data, Reader reader = mmf::read_list) {
  const MmfBytes bytes = file_of(data);
  const mmf::StoreFile file(bytes, nullptr);
  bytes::DamageLog damage;
  auto list = reader(file, kAt, static_cast<std::uint32_t>(data.size()), damage);
  return {.list = std::move(list), .damage = damage.items()};
}

std::optional<mmf::List> read_from_end(const MmfBytes& data) {
  const MmfBytes bytes = file_of(data);
  return mmf::read_list_from_end({bytes, nullptr}, kAt, static_cast<std::uint32_t>(data.size()));
}

struct Entry {
  std::uint32_t key = 0;
  std::uint32_t position = 0;
  std::uint32_t size = 0;
};

/// A list of the eight value bytes "abcdefgh" at positions 4 to 12, whose table says what it is
/// told to.
MmfBytes list_with(const std::vector<Entry>& entries) {
  MmfBytes data = test::mmf_number(12, 4);
  test::append(data, "abcdefgh");
  test::put(data, entries.size(), 2);
  data.resize(data.size() + 12);
  for (const Entry& entry : entries) {
    test::put(data, entry.key, 4);
    test::put(data, entry.position, 4);
    test::put(data, entry.size, 4);
  }
  return data;
}

void set(MmfBytes& data, std::size_t at, std::uint64_t value, unsigned size) {
  const MmfBytes number = test::mmf_number(value, size);
  std::copy(number.begin(), number.end(), data.begin() + static_cast<std::ptrdiff_t>(at));
}

constexpr std::size_t kCountAt = 12;
constexpr std::uint64_t kFirstEntryAt = kAt + 12 + 14;

TEST_CASE("the elements of a packed list, back to front in the file, come in the table's order") {
  const auto reading =
      read(test::mmf_list({{7, test::mmf_text("one")}, {3, test::mmf_text("two!")}, {5, {}}}));

  REQUIRE(reading.list);
  CHECK(reading.list->elements == Elements{{7, kAt + 8, 3}, {3, kAt + 4, 4}, {5, kAt + 4, 0}});
  CHECK(reading.list->complete);
  CHECK(reading.damage.empty());
}

TEST_CASE("a list need not be packed: its elements lie where the table says") {
  const auto reading = read(list_with({{1, 4, 2}, {2, 9, 3}, {3, 5, 7}, {4, 12, 0}}));

  REQUIRE(reading.list);
  CHECK(reading.list->elements ==
        Elements{{1, kAt + 4, 2}, {2, kAt + 9, 3}, {3, kAt + 5, 7}, {4, kAt + 12, 0}});
  CHECK(reading.list->complete);
  CHECK(reading.damage.empty());
}

TEST_CASE("the smallest list is empty and complete") {
  const auto reading = read(test::mmf_list({}));

  REQUIRE(reading.list);
  CHECK(reading.list->elements.empty());
  CHECK(reading.list->complete);
  CHECK(reading.damage.empty());
}

TEST_CASE("the worked example's message is a list of nine attributes") {
  const MmfBytes bytes = test::mmf_example();
  bytes::DamageLog damage;
  const auto list = mmf::read_list({bytes, nullptr}, 0x8488, 0x10A, damage);

  REQUIRE(list);
  CHECK(list->elements == Elements{{0x00008000, 0x84F0, 0x28},
                                   {0x00008001, 0x84C8, 0x28},
                                   {0x00018004, 0x84C3, 5},
                                   {0x00038005, 0x84B5, 14},
                                   {0x00038006, 0x84A7, 14},
                                   {0x00068007, 0x84A6, 1},
                                   {0x00078008, 0x84A4, 2},
                                   {0x0002800C, 0x848E, 22},
                                   {0x0004800D, 0x848C, 2}});
  CHECK(list->complete);
  CHECK(damage.total() == 0);
}

TEST_CASE("an element that does not begin in the data is told and left out") {
  for (const auto position : {0U, 3U, 13U, 0x80000000U, 0xFFFFFFFFU}) {
    // 0xFFFFFFFF + 5 is 4 in 32 bits.
    const auto reading = read(list_with({{1, position, 5}, {2, 6, 2}}));

    REQUIRE(reading.list);
    CHECK(reading.list->elements == Elements{{2, kAt + 6, 2}});
    CHECK_FALSE(reading.list->complete);
    CHECK(reading.damage == Damages{{.offset = kFirstEntryAt,
                                     .length = 12,
                                     .kind = DamageKind::OutOfRange,
                                     .field = "list.entry.position",
                                     .found = position,
                                     .expected = 12}});
  }
}

TEST_CASE("an element that does not end in the data is told and left out") {
  for (const auto& [position, size] :
       {std::pair{11U, 2U}, {12U, 1U}, {4U, 9U}, {4U, 0xFFFFFFFFU}, {5U, 0xFFFFFFFFU}}) {
    const auto reading = read(list_with({{2, 6, 2}, {1, position, size}}));

    REQUIRE(reading.list);
    CHECK(reading.list->elements == Elements{{2, kAt + 6, 2}});
    CHECK_FALSE(reading.list->complete);
    REQUIRE(reading.damage.size() == 1);
    CHECK(reading.damage[0].offset == kFirstEntryAt + 12);
    CHECK(reading.damage[0].length == 12);
    CHECK(reading.damage[0].kind == DamageKind::OutOfRange);
    CHECK(reading.damage[0].field == "list.entry.size");
    CHECK(reading.damage[0].found == size);
  }
}

TEST_CASE("a list whose count is beyond its table is told, and its sound elements are read") {
  for (const auto count : {2U, 5400U, 5401U, 0xFFFFU}) {
    MmfBytes data = list_with({{1, 4, 2}});
    set(data, kCountAt, count, 2);
    const auto reading = read(data);

    REQUIRE(reading.list);
    CHECK(reading.list->elements == Elements{{1, kAt + 4, 2}});
    CHECK_FALSE(reading.list->complete);
    CHECK(reading.damage == Damages{{.offset = kAt + 12,
                                     .length = 14,
                                     .kind = DamageKind::OutOfRange,
                                     .field = "list.count",
                                     .found = count,
                                     .expected = 1}});
  }
}

TEST_CASE("a list has 5400 elements at most: one more is told though the table has it") {
  const auto most = read(list_with(std::vector<Entry>(5400, {.key = 1, .position = 4})));
  const auto more = read(list_with(std::vector<Entry>(5401, {.key = 1, .position = 4})));

  REQUIRE(most.list);
  CHECK(most.list->elements.size() == mmf::kMostElements);
  CHECK(most.list->complete);
  CHECK(most.damage.empty());
  REQUIRE(more.list);
  CHECK(more.list->elements.size() >= mmf::kMostElements);
  CHECK_FALSE(more.list->complete);
  CHECK(more.damage == Damages{{.offset = kAt + 12,
                                .length = 14,
                                .kind = DamageKind::OutOfRange,
                                .field = "list.count",
                                .found = 5401,
                                .expected = 5400}});
}

TEST_CASE("a table of contents in the first word or past the data is told, and there is no list") {
  constexpr std::uint32_t kLastPlace = 12 + 12;  // the table's head would just fit
  for (const auto place : {0U, 3U, kLastPlace + 1, 0x80000000U, 0xFFFFFFF2U, 0xFFFFFFFFU}) {
    MmfBytes data = list_with({{1, 4, 2}});
    set(data, 0, place, 4);
    const auto reading = read(data);

    CHECK_FALSE(reading.list);
    CHECK(reading.damage == Damages{{.offset = kAt,
                                     .length = 4,
                                     .kind = DamageKind::OutOfRange,
                                     .field = "list.table",
                                     .found = place,
                                     .expected = kLastPlace}});
  }
}

TEST_CASE("data shorter than the smallest list are told, and are none") {
  const MmfBytes empty = test::mmf_list({});
  for (std::size_t size = 0; size < empty.size(); ++size) {
    const auto reading =
        read(MmfBytes(empty.begin(), empty.begin() + static_cast<std::ptrdiff_t>(size)));

    CHECK_FALSE(reading.list);
    CHECK(reading.damage == Damages{{.offset = kAt,
                                     .length = size,
                                     .kind = DamageKind::OutOfRange,
                                     .field = "list",
                                     .found = size,
                                     .expected = 18}});
  }
}

TEST_CASE("bytes behind the table are told, and the elements read") {
  MmfBytes data = list_with({{1, 4, 2}});
  const std::size_t end = data.size();
  test::append(data, "extra");
  const auto reading = read(data);

  REQUIRE(reading.list);
  CHECK(reading.list->elements == Elements{{1, kAt + 4, 2}});
  CHECK(reading.list->complete);
  CHECK(
      reading.damage ==
      Damages{{.offset = kAt + end, .length = 5, .kind = DamageKind::Unclaimed, .field = "list"}});
}

TEST_CASE("whatever bytes of a list are wrong, its elements and the damage lie in the file") {
  const MmfBytes sound = test::mmf_list({{0x00018004, test::mmf_string("Plan")},
                                         {0x00038005, test::mmf_date({})},
                                         {0x0002800C, test::mmf_text("Plan attached")},
                                         {0x0004800D, test::mmf_number(2, 2)}});
  const std::uint64_t end = kAt + sound.size();
  std::mt19937 random(1);
  for (int round = 0; round < 3000; ++round) {
    MmfBytes data = sound;
    for (unsigned flips = 1 + random() % 4; flips > 0; --flips) {
      data[random() % data.size()] ^= static_cast<std::byte>(1 + random() % 255);
    }
    for (const auto& reading : {read(data), read(data, mmf::read_small_list),
                                Reading{.list = read_from_end(data), .damage = {}}}) {
      for (const Element& element : reading.list.value_or(mmf::List{}).elements) {
        REQUIRE(element.offset >= kAt);
        REQUIRE(element.offset + element.size <= end);
      }
      for (const Damage& damage : reading.damage) {
        REQUIRE(damage.offset >= kAt);
        REQUIRE(damage.offset + damage.length <= end);
      }
    }
  }
}

TEST_CASE("a list whose front was overwritten is read by the table at its end") {
  const MmfBytes sound = test::mmf_list({{1, test::mmf_text("one")}, {2, test::mmf_text("two!")}});
  MmfBytes data = sound;
  set(data, 0, 0x5A5A5A5A5A5A5A5A, 8);

  for (const MmfBytes& each : {sound, data}) {
    const auto list = read_from_end(each);
    REQUIRE(list);
    CHECK(list->elements == Elements{{1, kAt + 8, 3}, {2, kAt + 4, 4}});
  }
}

TEST_CASE("data that do not end in a table are no list") {
  CHECK_FALSE(read_from_end({}));
  CHECK_FALSE(read_from_end(MmfBytes(17)));
  CHECK_FALSE(read_from_end(test::mmf_text("The quick brown fox jumps over the lazy dog")));
  MmfBytes cut = test::mmf_list({{1, test::mmf_text("one")}, {2, test::mmf_text("two!")}});
  cut.pop_back();
  CHECK_FALSE(read_from_end(cut));
}

}  // namespace
}  // namespace list_test
