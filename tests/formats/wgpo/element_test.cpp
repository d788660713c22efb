#include "formats/wgpo/element.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/formats/mapi/hex.h"
#include "tests/formats/wgpo/office_builder.h"

namespace element_test {
namespace {

using bytes::Damage;
using bytes::DamageKind;
using test::from_hex;
using test::office::Bytes;
using wgpo::Element;
using wgpo::ElementKind;

using Damages = std::vector<Damage>;

/// Where the elements of every test lie in their file.
constexpr std::uint64_t kAt = 0x100;

/// An element whose contents are compared, not where they are in memory.
struct Seen {
  ElementKind kind = ElementKind::String;
  std::optional<std::uint32_t> qualifier{};
  bool is_vendor = false;
  std::uint64_t offset = 0;
  std::uint64_t contents_offset = 0;
  Bytes contents{};
  bool is_cut = false;

  friend bool operator==(const Seen&, const Seen&) = default;
};
using Sight = std::vector<Seen>;

Sight seen(const std::vector<Element>& elements) {
  Sight out;
  for (const Element& each : elements) {
    out.push_back({.kind = each.kind,
                   .qualifier = each.qualifier,
                   .is_vendor = each.is_vendor_qualifier,
                   .offset = each.offset - kAt,
                   .contents_offset = each.contents_offset - kAt,
                   .contents = Bytes(each.contents.begin(), each.contents.end()),
                   .is_cut = each.is_cut});
  }
  return out;
}

struct Reading {
  Sight elements;
  Damages damage;
};

Reading read(const Bytes& data) {
  bytes::DamageLog damage;
  const auto elements = wgpo::read_elements(data, kAt, damage);
  return {.elements = seen(elements), .damage = damage.items()};
}

/// What is told of bytes that are no element, by their identifier.
Damage none_at(std::uint64_t offset, std::uint64_t length, std::uint64_t identifier) {
  return {.offset = kAt + offset,
          .length = length,
          .kind = DamageKind::OutOfRange,
          .field = "element",
          .found = identifier};
}

/// What is told of an element that is longer than the data, of which `length` bytes are there.
Damage cut_at(std::uint64_t offset, std::uint64_t length) {
  return {.offset = kAt + offset,
          .length = length,
          .kind = DamageKind::OutOfRange,
          .field = "element.length",
          .found = length};
}

TEST_CASE("elements lie one behind the other, and tell where they and their contents are") {
  const auto reading = read(from_hex("02 02 41 42 7F 05 32 20 02 02 00 20 01 07 00 00"));

  CHECK(reading.elements ==
        Sight{{.offset = 0, .contents_offset = 2, .contents = from_hex("4142")},
              {.kind = ElementKind::Vendor,
               .qualifier = 0x32,
               .offset = 4,
               .contents_offset = 7,
               .contents = from_hex("20020200")},
              {.kind = ElementKind::Integer,
               .offset = 11,
               .contents_offset = 13,
               .contents = from_hex("07")},
              {.kind = ElementKind::NoOperation, .offset = 14, .contents_offset = 16}});
  CHECK(reading.damage.empty());
}

TEST_CASE("nothing is no elements, and no damage") {
  CHECK(read({}).elements.empty());
  CHECK(read({}).damage.empty());
  CHECK_FALSE(wgpo::read_element({}, kAt));
}

TEST_CASE("a length may be written in more bytes than it needs, most significant first") {
  for (const auto* head :
       {"02 03", "02 81 03", "02 82 00 03", "02 83 00 00 03", "02 89 00 00 00 00 00 00 00 00 03"}) {
    const Bytes length = from_hex(head);
    const auto reading = read(test::office::join({length, from_hex("41 42 43 00 00")}));

    REQUIRE(reading.elements.size() == 2);
    CHECK(reading.elements[0] ==
          Seen{.contents_offset = length.size(), .contents = from_hex("41 42 43")});
    CHECK(reading.elements[1].kind == ElementKind::NoOperation);
    CHECK(reading.damage.empty());
  }
}

TEST_CASE("a length of 128 and more needs the long form") {
  for (const std::size_t size : {127U, 128U, 255U, 256U, 70'000U}) {
    const auto reading = read(test::office::element(0x02, Bytes(size, std::byte{0x41})));

    REQUIRE(reading.elements.size() == 1);
    CHECK(reading.elements[0].contents.size() == size);
    CHECK(reading.damage.empty());
  }
}

TEST_CASE("an element of indefinite length ends with the element 01, and others follow") {
  const auto reading = read(from_hex("4C 80 07 02 01 41 02 01 42 01 00 02 01 43"));

  REQUIRE(reading.elements.size() == 2);
  CHECK(reading.elements[0].kind == ElementKind::Field);
  CHECK(reading.elements[0].qualifier == 7);
  CHECK(test::office::cut(reading.elements[0].contents, 6) == from_hex("02 01 41 02 01 42"));
  CHECK(reading.elements[1] ==
        Seen{.offset = 11, .contents_offset = 13, .contents = from_hex("43")});
  CHECK(reading.damage.empty());
}

TEST_CASE("a string cannot have an indefinite length, nor anything one that never ends") {
  const auto string = read(from_hex("02 80 41 01 00"));
  const auto endless = read(from_hex("4C 80 07 02 01 41"));

  CHECK(string.elements.empty());
  CHECK(string.damage == Damages{none_at(0, 5, 0x02)});
  CHECK(endless.elements.empty());
  CHECK(endless.damage == Damages{none_at(0, 6, 0x4C)});
}

TEST_CASE("a qualifier is one byte, or long as lengths are, or undefined") {
  const auto qualifier = [](std::string_view hex) {
    const auto reading = read(from_hex(hex));
    REQUIRE(reading.elements.size() == 1);
    CHECK(reading.damage.empty());
    CHECK(reading.elements[0].contents == from_hex("02 00"));
    return reading.elements[0].qualifier;
  };

  CHECK(qualifier("4C 03 07 02 00") == 7);
  CHECK(qualifier("4C 04 81 07 02 00") == 7);
  CHECK(qualifier("4C 05 82 01 31 02 00") == 0x131);
  CHECK(qualifier("4C 03 80 02 00") == std::nullopt);
}

TEST_CASE("a vendor's qualifier of a field is long and begins with 0") {
  const auto vendor = read(from_hex("4C 05 82 00 31 02 00"));
  const auto published = read(from_hex("7F 05 32 20 02 02 00"));

  REQUIRE(vendor.elements.size() == 1);
  CHECK(vendor.elements[0].is_vendor);
  CHECK(vendor.elements[0].qualifier == 0x31);
  REQUIRE(published.elements.size() == 1);
  CHECK_FALSE(published.elements[0].is_vendor);
}

TEST_CASE("properties stand between qualifier and contents, and are neither") {
  const auto field = read(from_hex("CC 0C 07 24 05 45 03 01 02 00 02 02 41 42"));
  const auto sequence = read(from_hex("8A 0B 24 05 45 03 01 02 00 02 02 41 42"));

  CHECK(field.elements == Sight{{.kind = ElementKind::Field,
                                 .qualifier = 7,
                                 .contents_offset = 10,
                                 .contents = from_hex("02 02 41 42")}});
  CHECK(field.damage.empty());
  CHECK(sequence.elements == Sight{{.kind = ElementKind::Sequence,
                                    .contents_offset = 9,
                                    .contents = from_hex("02 02 41 42")}});
  CHECK(sequence.damage.empty());
}

TEST_CASE("what is no element is told, and what is before it read") {
  const Sight before = {{.contents_offset = 2, .contents = from_hex("41")}};
  // Of an identifier nobody defines, without a length, its length cut, without its qualifier.
  for (const auto* hex : {"55 01 41 02 01 42", "02", "02 82 01", "4C 00", "4C 02 82 01"}) {
    const Bytes wrong = from_hex(hex);
    const auto reading = read(test::office::join({from_hex("02 01 41"), wrong}));

    CHECK(reading.elements == before);
    CHECK(reading.damage ==
          Damages{none_at(3, wrong.size(), static_cast<std::uint64_t>(wrong[0]))});
    CHECK_FALSE(wgpo::read_element(wrong, kAt));
  }
}

TEST_CASE("an element that is longer than the data is what there is of it, and told") {
  const Bytes data = from_hex("02 01 41 02 05 42 43");
  const auto string = read(data);
  const auto field = read(from_hex("CC 20 07 24 05 45 03 01 02 00 02 02 41 42"));

  CHECK(string.elements ==
        Sight{{.contents_offset = 2, .contents = from_hex("41")},
              {.offset = 3, .contents_offset = 5, .contents = from_hex("42 43"), .is_cut = true}});
  CHECK(string.damage == Damages{cut_at(3, 4)});
  CHECK(field.elements == Sight{{.kind = ElementKind::Field,
                                 .qualifier = 7,
                                 .contents_offset = 10,
                                 .contents = from_hex("02 02 41 42"),
                                 .is_cut = true}});
  CHECK(field.damage == Damages{cut_at(0, 14)});
  CHECK_FALSE(wgpo::read_element(std::span(data).subspan(3), kAt));
}

TEST_CASE("a length near 2^64 does not come round to the data") {
  for (const auto* hex : {"02 88 FF FF FF FF FF FF FF FF 41", "02 88 FF FF FF FF FF FF FF F6 41",
                          "02 89 01 00 00 00 00 00 00 00 01 41"}) {
    const auto reading = read(from_hex(hex));

    CHECK(reading.elements.empty());
    CHECK(reading.damage == Damages{none_at(0, from_hex(hex).size(), 0x02)});
  }
}

TEST_CASE("a sequence has a limited number of elements") {
  const auto reading = read(Bytes(2 * (wgpo::kMostElements + 10)));

  CHECK(reading.elements.size() == wgpo::kMostElements);
}

}  // namespace
}  // namespace element_test
