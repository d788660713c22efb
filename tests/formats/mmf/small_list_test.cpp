// Small lists: read, and told by their looks.
#include <catch2/catch.hpp>
#include <string>
#include <utility>

#include "formats/mmf/list.h"
#include "tests/formats/mmf/store_builder.h"

namespace small_list_test {
namespace {

using bytes::Damage;
using bytes::DamageKind;
using mmf::Element;
using test::MmfBytes;

using Damages = std::vector<Damage>;
using Elements = std::vector<Element>;

constexpr std::uint64_t kAt = 0x200;

/// Values back to front, free bytes, the sentinel, the entries, the count.
MmfBytes small_list(const std::vector<std::pair<std::uint32_t, std::string>>& elements,
                    std::size_t free_bytes = 0) {
  MmfBytes values;
  std::vector<std::size_t> positions(elements.size());
  for (std::size_t i = elements.size(); i-- > 0;) {
    positions[i] = values.size();
    test::append(values, elements[i].second);
  }
  MmfBytes data;
  test::put(data, 6 + values.size() + free_bytes + 6 * elements.size(), 2);
  test::put(data, values.size(), 2);
  test::put(data, free_bytes, 2);
  test::append(data, values);
  data.resize(data.size() + free_bytes);
  test::put(data, 0xFFFFFFFF, 4);
  test::put(data, values.size(), 2);
  for (std::size_t i = 0; i < elements.size(); ++i) {
    test::put(data, elements[i].first, 4);
    test::put(data, positions[i], 2);
  }
  test::put(data, elements.size(), 2);
  return data;
}

void set(MmfBytes& data, std::size_t at, std::uint16_t value) {
  data[at] = static_cast<std::byte>(value);
  data[at + 1] = static_cast<std::byte>(value >> 8U);
}

MmfBytes file_of(const MmfBytes& data) {
  MmfBytes file(kAt);
  test::append(file, data);
  test::mmf_encipher(file);
  return file;
}

struct Reading {
  std::optional<mmf::List> list;
  Damages damage;
};

Reading read(const MmfBytes& data) {
  const MmfBytes bytes = file_of(data);
  bytes::DamageLog damage;
  auto list =
      mmf::read_small_list({bytes, nullptr}, kAt, static_cast<std::uint32_t>(data.size()), damage);
  return {.list = std::move(list), .damage = damage.items()};
}

bool is_object(std::uint32_t oid, const MmfBytes& data) {
  MmfBytes object = test::mmf_number(oid, 4);
  test::put(object, data.size(), 4);
  test::append(object, data);
  const MmfBytes bytes = file_of(object);
  return mmf::object_at({bytes, nullptr}, kAt).has_value();
}

TEST_CASE("each element of a small list ends where the one before it begins") {
  for (const std::size_t free_bytes : {0U, 1U, 9U}) {
    const auto reading = read(small_list({{7, "one"}, {3, "two!"}, {5, ""}, {4, "x"}}, free_bytes));

    REQUIRE(reading.list);
    CHECK(reading.list->elements ==
          Elements{{7, kAt + 6 + 5, 3}, {3, kAt + 6 + 1, 4}, {5, kAt + 6 + 1, 0}, {4, kAt + 6, 1}});
    CHECK(reading.list->complete);
    CHECK(reading.damage.empty());
  }
}

TEST_CASE("a small list may be empty, with free bytes or without") {
  for (const std::size_t free_bytes : {0U, 4U}) {
    const auto reading = read(small_list({}, free_bytes));

    REQUIRE(reading.list);
    CHECK(reading.list->elements.empty());
    CHECK(reading.list->complete);
    CHECK(reading.damage.empty());
  }
}

TEST_CASE("a small list whose first word is beyond its data is told, and is none") {
  MmfBytes data = small_list({{7, "one"}, {3, "two!"}});
  for (const std::uint16_t place : {std::uint16_t{32}, std::uint16_t{0xFFFF}}) {
    set(data, 0, place);
    const auto reading = read(data);

    CHECK_FALSE(reading.list);
    REQUIRE(reading.damage.size() == 1);
    CHECK(reading.damage[0].offset == kAt);
    CHECK(reading.damage[0].kind == DamageKind::OutOfRange);
    CHECK(reading.damage[0].field == "smalllist.last_entry");
    CHECK(reading.damage[0].found == place);
  }
}

TEST_CASE("a small list whose words do not add up is told, and is none") {
  const MmfBytes sound = small_list({{7, "one"}, {3, "two!"}});
  for (const std::size_t word :
       {std::size_t{0}, std::size_t{2}, std::size_t{4}, sound.size() - 2}) {
    for (const std::uint16_t value : {std::uint16_t{3}, std::uint16_t{20}, std::uint16_t{0x2AA9}}) {
      MmfBytes data = sound;
      set(data, word, value);
      const auto reading = read(data);

      CHECK_FALSE(reading.list);
      REQUIRE(reading.damage.size() == 1);
      CHECK(reading.damage[0].kind == DamageKind::OutOfRange);
    }
  }
}

TEST_CASE("an element of a small list that does not lie in the data is told and left out") {
  MmfBytes data = small_list({{7, "one"}, {3, "two!"}});
  constexpr std::size_t kEntryAt = 6 + 7 + 6;
  set(data, kEntryAt + 4, 0x63);
  const auto reading = read(data);

  REQUIRE(reading.list);
  REQUIRE(reading.list->elements.size() == 1);
  CHECK(reading.list->elements[0].key == 3);
  CHECK(reading.list->elements[0].offset == kAt + 6);
  CHECK_FALSE(reading.list->complete);
  CHECK(reading.damage == Damages{{.offset = kAt + kEntryAt,
                                   .length = 6,
                                   .kind = DamageKind::OutOfRange,
                                   .field = "smalllist.entry.position",
                                   .found = 0x63,
                                   .expected = 7}});
}

TEST_CASE("an element of a small list behind the one before it is told and left out") {
  MmfBytes data = small_list({{7, "one"}, {3, "two!"}, {4, "x"}});
  constexpr std::size_t kEntryAt = 6 + 8 + 6 + 6;
  set(data, kEntryAt + 4, 7);  // "one" begins at 5
  const auto reading = read(data);

  REQUIRE(reading.list);
  REQUIRE(reading.list->elements.size() == 2);
  CHECK(reading.list->elements[0] == Element{7, kAt + 6 + 5, 3});
  CHECK(reading.list->elements[1].key == 4);
  CHECK_FALSE(reading.list->complete);
  CHECK(reading.damage == Damages{{.offset = kAt + kEntryAt,
                                   .length = 6,
                                   .kind = DamageKind::OutOfRange,
                                   .field = "smalllist.entry.position",
                                   .found = 7,
                                   .expected = 5}});
}

TEST_CASE("a small list that is cut is told, and is none") {
  const MmfBytes whole = small_list({{7, "one"}, {3, "two!"}});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto reading =
        read(MmfBytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));

    CHECK_FALSE(reading.list);
    REQUIRE(reading.damage.size() == 1);
    CHECK(reading.damage[0].offset + reading.damage[0].length <= kAt + size);
  }
}

TEST_CASE("three kinds of objects are small lists, and nothing else is") {
  const MmfBytes data = small_list({{7, "one"}, {3, "two!"}}, 5);

  CHECK(is_object(0x12345690, data));
  CHECK(is_object(0x4C435380, data));  // \x80SCL
  CHECK(is_object(0x4F435380, data));  // \x80SCO
  CHECK_FALSE(is_object(0x74634180, data));
  CHECK_FALSE(is_object(0x12345682, data));
  const MmfBytes list = test::mmf_list({{1, test::mmf_text("one")}});
  CHECK_FALSE(is_object(0x12345690, list));
  CHECK_FALSE(is_object(0x4C435380, list));
}

TEST_CASE("a small list whose words do not add up does not look like an object") {
  const MmfBytes sound = small_list({{7, "one"}, {3, "two!"}});
  REQUIRE(is_object(0x12345690, sound));
  for (const std::size_t word :
       {std::size_t{0}, std::size_t{2}, std::size_t{4}, sound.size() - 2}) {
    MmfBytes data = sound;
    set(data, word, 1);
    CHECK_FALSE(is_object(0x12345690, data));
  }
}

}  // namespace
}  // namespace small_list_test
