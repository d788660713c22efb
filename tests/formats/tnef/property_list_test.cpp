#include "formats/tnef/property_list.h"

#include <catch2/catch.hpp>
#include <string>
#include <utility>

#include "tests/formats/tnef/stream.h"

namespace tnef::property_list_test {
namespace {

using bytes::DamageKind;
using test::from_hex;
using test::Stream;

/// What was read, and what its values point into.
struct Read {
  Stream data;
  PropertyList list;
  bytes::DamageLog damage;
};

Read read(Stream data) {
  Read out;
  out.data = std::move(data);
  bytes::ByteReader in(out.data);
  out.list = take_properties(in, out.damage);
  return out;
}

std::string chars(std::span<const std::byte> value) {
  std::string out;
  for (const std::byte byte : value) {
    out += static_cast<char>(byte);
  }
  return out;
}

TEST_CASE("values of every type are as long as the specification says") {
  const Stream data = from_hex(
      "0A 00 00 00"
      "02 00 01 36  FF 7F 00 00"              // Integer16, padded
      "0B 00 02 36  01 00 00 00"              // Boolean, padded
      "03 00 03 36  04 03 02 01"              // Integer32
      "04 00 04 36  00 00 80 3F"              // Floating32
      "05 00 05 36  00 00 00 00 00 00 F0 3F"  // Floating64
      "14 00 06 36  08 07 06 05 04 03 02 01"  // Integer64
      "40 00 07 36  00 80 3E D5 DE B1 9D 01"  // Time
      "48 00 08 36  00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F"
      "1E 00 09 36  01 00 00 00  02 00 00 00  41 00 00 00"
      "02 01 0A 36  01 00 00 00  03 00 00 00  01 02 03 00");
  const auto out = read(data);

  CHECK(out.damage.total() == 0);
  CHECK(out.list.rest.empty());
  REQUIRE(out.list.properties.size() == 10);
  const std::vector<std::size_t> sizes{2, 2, 4, 4, 8, 8, 8, 16, 2, 3};
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    CHECK(out.list.properties[i].id == 0x3601 + i);
    REQUIRE(out.list.properties[i].values.size() == 1);
    CHECK(out.list.properties[i].values[0].size() == sizes[i]);
  }
  CHECK(out.list.properties[9].offset == data.size() - 16);
}

TEST_CASE("named properties have a set and a number or a string") {
  const auto out =
      read(from_hex("02 00 00 00"
                    "03 00 01 80  08 20 06 00 00 00 00 00 C0 00 00 00 00 00 00 46"
                    "00 00 00 00  02 85 00 00  07 00 00 00"
                    "1E 00 02 80  29 03 02 00 00 00 00 00 C0 00 00 00 00 00 00 46"
                    "01 00 00 00  0A 00 00 00  58 00 2D 00 42 00 6F 00 00 00 00 00"
                    "01 00 00 00  04 00 00 00  61 62 63 00"));

  CHECK(out.damage.total() == 0);
  REQUIRE(out.list.properties.size() == 2);
  CHECK(std::get<std::uint32_t>(out.list.properties[0].name->id) == 0x8502);
  CHECK(out.list.properties[0].name->set[0] == std::byte{8});
  CHECK(chars(std::get<std::span<const std::byte>>(out.list.properties[1].name->id)) ==
        std::string("X\0-\0B\0o\0", 8));
  CHECK(chars(out.list.properties[1].values.at(0)) == std::string("abc\0", 4));
}

TEST_CASE("multiple values: fixed ones in a row, variable ones each with its size") {
  const auto out =
      read(from_hex("03 00 00 00"
                    "02 10 01 66  02 00 00 00  01 00 00 00 02 00 00 00"
                    "14 10 02 66  01 00 00 00  01 00 00 00 00 00 00 00"
                    "02 11 03 66  02 00 00 00  01 00 00 00 41 00 00 00"
                    "02 00 00 00 42 43"));

  CHECK(out.damage.total() == 0);  // padding may be missing at the very end
  REQUIRE(out.list.properties.size() == 3);
  CHECK(out.list.properties[0].values.size() == 2);
  CHECK(out.list.properties[0].values[1][0] == std::byte{2});
  CHECK(out.list.properties[1].values.size() == 1);
  CHECK(chars(out.list.properties[2].values.at(1)) == "BC");
}

TEST_CASE("two-byte values without padding are read when only that fits") {
  const auto out = read(from_hex("01 00 00 00  02 10 01 66  03 00 00 00  01 00 02 00 03 00"));

  CHECK(out.damage.total() == 0);
  REQUIRE(out.list.properties.at(0).values.size() == 3);
  CHECK(out.list.properties[0].values[2][0] == std::byte{3});
}

TEST_CASE("an object's interface is told apart from its data") {
  const auto out =
      read(from_hex("01 00 00 00  0D 00 01 37  01 00 00 00  12 00 00 00"
                    "07 03 02 00 00 00 00 00 C0 00 00 00 00 00 00 46  78 9F 00 00"));

  CHECK(out.damage.total() == 0);
  CHECK(out.list.properties.at(0).interface[0] == std::byte{7});
  CHECK(out.list.properties[0].values.at(0).size() == 2);
}

TEST_CASE(
    "a variable value that is not there is empty: of two where one should be, the first is kept") {
  const auto out =
      read(from_hex("02 00 00 00  1E 00 37 00  00 00 00 00"
                    "1E 00 38 00  02 00 00 00  02 00 00 00 41 00 00 00"
                    "02 00 00 00 42 00 00 00"));

  REQUIRE(out.list.properties.size() == 2);
  CHECK(out.list.properties[0].values.empty());
  CHECK(chars(out.list.properties[1].values.at(0)) == std::string("A\0", 2));
  REQUIRE(out.damage.total() == 1);
  CHECK(out.damage.items()[0].kind == DamageKind::Inconsistent);
}

TEST_CASE("a list ends where nobody can say how to go on, and keeps the rest") {
  const auto unknown =
      read(from_hex("02 00 00 00  03 00 36 00 02 00 00 00  00 00 37 00 AA BB CC DD"));
  CHECK(unknown.list.properties.size() == 1);
  CHECK(unknown.list.rest.size() == 8);
  CHECK(unknown.damage.total() == 1);

  const auto too_long = read(
      from_hex("02 00 00 00  03 00 36 00 02 00 00 00  1E 00 37 00 01 00 00 00 FF FF FF FF 41"));
  CHECK(too_long.list.properties.size() == 1);
  CHECK(too_long.list.rest.size() == 13);
  CHECK(too_long.damage.items().at(0).kind == DamageKind::OutOfRange);

  const auto too_many = read(from_hex("FF FF FF FF  03 00 36 00 02 00 00 00"));
  CHECK(too_many.list.properties.size() == 1);
  CHECK(too_many.damage.total() == 2);  // the count, and the end

  const auto nothing = read(from_hex("01 00"));
  CHECK(nothing.list.properties.empty());
  CHECK(nothing.damage.items().at(0).kind == DamageKind::Truncated);
}

TEST_CASE("every cut of a list is told, and what lies before it is read") {
  const Stream data = from_hex(
      "02 00 00 00"
      "03 00 01 80  08 20 06 00 00 00 00 00 C0 00 00 00 00 00 00 46"
      "00 00 00 00  02 85 00 00  07 00 00 00"
      "1E 00 37 00  01 00 00 00  05 00 00 00  50 6C 61 6E 00 00 00 00");
  for (std::size_t length = 0; length < data.size() - 3; ++length) {
    INFO(length);
    const auto out = read(Stream(data.begin(), data.begin() + static_cast<std::ptrdiff_t>(length)));
    CHECK(out.damage.total() >= 1);
    CHECK(out.list.properties.size() == (length >= 36 ? 1U : 0U));
  }
}

TEST_CASE("a recipient table is a list a row") {
  bytes::DamageLog damage;
  const Stream data = from_hex(
      "02 00 00 00"
      "01 00 00 00  03 00 15 0C 01 00 00 00"
      "02 00 00 00  03 00 15 0C 02 00 00 00"
      "1E 00 01 30  01 00 00 00  04 00 00 00  42 6F 62 00");
  const auto rows = read_recipient_table(data, 0, damage);

  CHECK(damage.total() == 0);
  REQUIRE(rows.size() == 2);
  CHECK(rows[1].properties.size() == 2);
  CHECK(chars(rows[1].properties[1].values.at(0)) == std::string("Bob\0", 4));

  static_cast<void>(read_recipient_table(from_hex("FF FF FF FF 00 00"), 0, damage));
  CHECK(damage.total() >= 1);
}

}  // namespace
}  // namespace tnef::property_list_test
