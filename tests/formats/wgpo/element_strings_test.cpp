// strings_in and integer_of: what is in an element.
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "formats/wgpo/element.h"
#include "tests/formats/mapi/hex.h"
#include "tests/formats/wgpo/office_builder.h"

namespace element_strings_test {
namespace {

using bytes::Damage;
using bytes::DamageKind;
using test::from_hex;
using test::office::Bytes;

using Damages = std::vector<Damage>;
using Texts = std::vector<std::string>;

/// Where the element of every test lies in its file.
constexpr std::uint64_t kAt = 0x100;

struct Reading {
  Texts texts{};
  std::vector<std::uint64_t> offsets{};  // in the element
  Damages damage{};
};

/// The strings anywhere in the one element that `data` is.
Reading read(const Bytes& data) {
  const auto element = wgpo::read_element(data, kAt);
  REQUIRE(element);
  bytes::DamageLog damage;
  Reading out;
  for (const wgpo::Element& string : wgpo::strings_in(*element, damage)) {
    CHECK(string.kind == wgpo::ElementKind::String);
    CHECK(string.contents.data() == data.data() + (string.contents_offset - kAt));
    out.texts.emplace_back(reinterpret_cast<const char*>(string.contents.data()),
                           string.contents.size());
    out.offsets.push_back(string.offset - kAt);
  }
  out.damage = damage.items();
  return out;
}

std::optional<std::uint32_t> integer(std::string_view hex) {
  const Bytes data = from_hex(hex);
  const auto element = wgpo::read_element(data, kAt);
  REQUIRE(element);
  return wgpo::integer_of(*element);
}

TEST_CASE("strings are found in their order, however deep they are") {
  const auto reading =
      read(from_hex("4C 15 08 02 01 41 0A 06 02 01 42 02 01 43 28 03 02 01 44 0B 00 02 00"));

  CHECK(reading.texts == Texts{"A", "B", "C", "D", ""});
  CHECK(reading.offsets == std::vector<std::uint64_t>{3, 8, 11, 16, 21});
  CHECK(reading.damage.empty());
}

TEST_CASE("a string is the only string in itself, and an integer has none") {
  CHECK(read(from_hex("02 01 41")).texts == Texts{"A"});
  CHECK(read(from_hex("20 02 02 00")).texts.empty());
}

TEST_CASE("damage within a field is told, and its strings are found as far as they go") {
  const auto cut = read(from_hex("4C 08 08 02 01 41 02 07 42 43"));
  const auto wrong = read(from_hex("4C 08 08 02 01 41 55 02 42 43"));

  CHECK(cut.texts == Texts{"A", "BC"});
  CHECK(cut.damage == Damages{{.offset = kAt + 6,
                               .length = 4,
                               .kind = DamageKind::OutOfRange,
                               .field = "element.length",
                               .found = 4}});
  CHECK(wrong.texts == Texts{"A"});
  CHECK(wrong.damage == Damages{{.offset = kAt + 6,
                                 .length = 4,
                                 .kind = DamageKind::OutOfRange,
                                 .field = "element",
                                 .found = 0x55}});
}

TEST_CASE("elements within each other beyond the deepest level cost neither stack nor time") {
  const auto nested = [](int levels) {
    Bytes data = from_hex("02 01 41");
    for (int i = 0; i < levels; ++i) {
      data = test::office::element(0x0A, data);
    }
    return data;
  };

  CHECK(read(nested(wgpo::kMostLevels)).texts == Texts{"A"});
  CHECK(read(nested(2000)).texts.empty());
}

TEST_CASE("integers are least significant byte first, of one to four bytes") {
  CHECK(integer("20 02 02 00") == 2);
  CHECK(integer("20 02 2C 01") == 300);
  CHECK(integer("20 01 FF") == 255);
  CHECK(integer("20 03 01 02 03") == 0x030201);
  CHECK(integer("20 04 FF FF FF FF") == 0xFFFFFFFF);
  CHECK(integer("20 00") == std::nullopt);
  CHECK(integer("20 05 01 00 00 00 00") == std::nullopt);
  CHECK(integer("02 02 02 00") == std::nullopt);
}

}  // namespace
}  // namespace element_strings_test
