#include "formats/tnef/structures.h"

#include <catch2/catch.hpp>

#include "tests/formats/tnef/stream.h"

namespace tnef::structures_test {
namespace {

using bytes::DamageKind;
using test::from_hex;
using test::Stream;

Stream owner(std::string_view name, std::string_view address) {
  Stream out;
  for (const std::string_view part : {name, address}) {
    const Stream bytes = test::string(part);
    test::put(out, bytes.size(), 2);
    out.insert(out.end(), bytes.begin(), bytes.end());
  }
  return out;
}

TEST_CASE("attFrom has a name and an address: a record of another kind or length is told") {
  bytes::DamageLog damage;
  Stream from = from_hex("04 00 28 00 08 00 10 00");
  for (const std::string_view part :
       {std::string_view("Ann Lee"), std::string_view("MS:LAB/PO1/ANNL")}) {
    const Stream bytes = test::string(part);
    from.insert(from.end(), bytes.begin(), bytes.end());
  }
  const auto person = read_trp(from, 0, damage);
  REQUIRE(person);
  CHECK(person->name == "Ann Lee");
  CHECK(person->address == "MS:LAB/PO1/ANNL");
  CHECK(damage.total() == 0);

  from[0] = std::byte{5};
  CHECK_FALSE(read_trp(from, 0, damage));
  from[0] = std::byte{4};
  from[7] = std::byte{1};
  CHECK_FALSE(read_trp(from, 0, damage));
  CHECK_FALSE(read_trp(Stream(7), 0, damage));
  CHECK(damage.total() == 3);
}

TEST_CASE("attOwner has two counted strings") {
  bytes::DamageLog damage;
  const Stream data = owner("Bob", "SMTP:bob@example.com");
  const auto person = read_owner(data, 0, damage);
  REQUIRE(person);
  CHECK(person->name == "Bob");
  CHECK(person->address == "SMTP:bob@example.com");
  CHECK(damage.total() == 0);
  for (std::size_t cut = 0; cut < data.size(); ++cut) {
    CHECK_FALSE(read_owner(std::span(data).first(cut), 0, damage));
  }
  CHECK(damage.total() == data.size());
}

// [MS-OXTNEF] 3.1: attDateSent of the published sample.
TEST_CASE("a date is what the encoder's clock showed: 2/31 is none") {
  bytes::DamageLog damage;
  const auto ticks = read_date(from_hex("D4 07 02 00 11 00 0B 00 19 00 23 00 02 00"), 0, damage);
  REQUIRE(ticks);
  CHECK(text::iso8601(*ticks) == "2004-02-17T11:25:35");
  CHECK(damage.total() == 0);

  CHECK_FALSE(read_date(from_hex("CF 07 02 00 1F 00 00 00 00 00 00 00 00 00"), 0, damage));
  CHECK_FALSE(read_date(Stream(13), 0, damage));
  CHECK(damage.total() == 2);
}

TEST_CASE("how an attachment is shown") {
  bytes::DamageLog damage;
  const auto file =
      read_rendition(from_hex("01 00 0E 00 00 00 20 00 20 00 00 00 00 00"), 0, damage);
  REQUIRE(file);
  CHECK_FALSE(file->is_ole);
  CHECK(file->position == 14);
  const auto ole = read_rendition(from_hex("02 00 FF FF FF FF 00 00 00 00 01 00 00 00"), 0, damage);
  REQUIRE(ole);
  CHECK(ole->is_ole);
  CHECK(ole->position == -1);
  CHECK(ole->is_mac_binary);
  CHECK_FALSE(read_rendition(Stream(13), 0, damage));
  CHECK(damage.total() == 1);
}

TEST_CASE("a text ends at its NUL, or without one at its end") {
  CHECK(text_of(test::string("Plan")) == "Plan");
  CHECK(text_of(test::text("Plan")) == "Plan");
  CHECK(text_of({}).empty());
}

}  // namespace
}  // namespace tnef::structures_test
