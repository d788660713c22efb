#include "formats/pst/messaging/name_map.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "formats/bytes/crc.h"
#include "tests/formats/pst/memory_store.h"

namespace pst::name_map_test {
namespace {

using test::number_at;

const Bytes& stream(const std::vector<StoredProperty>& properties, std::uint16_t id) {
  const auto place = std::ranges::find(properties, id, &StoredProperty::id);
  REQUIRE(place != properties.end());
  return std::get<Bytes>(place->value);
}

Guid appointment() {
  Guid guid{};
  guid[0] = std::byte{0x02};
  guid[1] = std::byte{0x20};
  guid[2] = std::byte{0x06};
  guid[8] = std::byte{0xC0};
  guid[15] = std::byte{0x46};
  return guid;
}

Guid any_set(std::uint8_t first) {
  Guid guid{};
  guid[0] = std::byte{first};
  return guid;
}

TEST_CASE("a new name map has the names of a new Outlook store at their ids") {
  NameMap names;

  CHECK(names.id_of({.set = appointment(), .id = std::uint32_t{0x8205}}) == 0x8000);
  CHECK(names.id_of({.set = appointment(), .id = std::uint32_t{0x8223}}) == 0x8001);
  CHECK(names.id_of({.set = any_set(1), .id = std::uint32_t{1}}) == 0x8023);
}

TEST_CASE("a name keeps its id, and another name or set gets another") {
  NameMap names;
  const auto number = names.id_of({.set = any_set(1), .id = std::uint32_t{7}});
  const auto text = names.id_of({.set = any_set(1), .id = std::string("7")});
  const auto other_set = names.id_of({.set = any_set(2), .id = std::uint32_t{7}});

  CHECK(number != text);
  CHECK(number != other_set);
  CHECK(names.id_of({.set = any_set(1), .id = std::uint32_t{7}}) == number);
  CHECK(names.id_of({.set = any_set(1), .id = std::string("7")}) == text);
}

TEST_CASE("names lie in the buckets that Outlook's own lie in") {
  const NameMap names;
  const auto properties = names.properties();

  // Read off an empty store as Outlook makes it.
  CHECK(number_at(stream(properties, 0x1000 + 0xCE), 0, 4) == 0xE6008F65);  // content-class
  CHECK(number_at(stream(properties, 0x1000 + 9), 0, 4) == 0xA6BAF103);     // x-cr-puzzleid
  CHECK(number_at(stream(properties, 0x1000 + 0x97), 0, 4) == 0x8205);
  CHECK(std::get<std::uint32_t>(properties.front().value) == 251);
}

TEST_CASE("the streams of a new name map are as large as those of a new Outlook store") {
  const auto properties = NameMap().properties();

  CHECK(stream(properties, 2).size() == 96);
  CHECK(stream(properties, 3).size() == 280);
  CHECK(stream(properties, 4).size() == 404);
  CHECK(properties.size() == 4 + 34);
}

TEST_CASE("a string in the name map is counted in bytes, UTF-16 in every file, and padded") {
  NameMap names;
  static_cast<void>(names.id_of({.set = any_set(1), .id = std::string("\xC3\xA4\x62\x63")}));
  const auto properties = names.properties();
  const auto& strings = stream(properties, 4);
  const auto& entries = stream(properties, 3);
  const auto entry = std::span(entries).last(8);
  const auto at = number_at(entry, 0, 4);

  CHECK(number_at(entry, 4, 2) % 2 == 1);  // a string
  CHECK(number_at(strings, at, 4) == 6);
  CHECK(number_at(strings, at + 4, 2) == 0xE4);
  CHECK(strings.size() == at + 4 + 8);
}

TEST_CASE("a map that is full has no id for one name more, and keeps those it gave") {
  NameMap names;
  std::optional<std::uint16_t> last;
  std::uint32_t number = 0;
  for (auto id = last; (id = names.id_of({.set = any_set(1), .id = number})); ++number) {
    last = id;
  }

  CHECK(last == 0xFFFE);
  CHECK(number == 0x7FFF - 35);
  CHECK(names.id_of({.set = any_set(1), .id = number - 1}) == 0xFFFE);
}

}  // namespace
}  // namespace pst::name_map_test
