#include "formats/pff/sniff.h"

#include <array>
#include <cstddef>
#include <vector>

#include <catch2/catch.hpp>

namespace {

using pff::Certainty;
using pff::Content;
using pff::Layout;

/// The first twelve bytes of a store.
std::vector<std::byte> head(char first, char second, std::uint8_t version) {
  std::vector<std::byte> bytes(12);
  const std::array<char, 4> magic = {'!', 'B', 'D', 'N'};
  for (std::size_t i = 0; i < magic.size(); ++i) {
    bytes[i] = static_cast<std::byte>(magic.at(i));
  }
  bytes[8] = static_cast<std::byte>(first);
  bytes[9] = static_cast<std::byte>(second);
  bytes[10] = static_cast<std::byte>(version);
  return bytes;
}

}  // namespace

TEST_CASE("a Unicode PST is sure, and says by which fields") {
  const auto found = pff::sniff(head('S', 'M', 23));

  const pff::Confidence expected{
      .certainty = Certainty::Sure,
      .content = Content::Pst,
      .layout = Layout::Unicode,
      .magic = {.field = "HEADER.dwMagic", .found = 0x4E444221, .expected = true},
      .client = {.field = "HEADER.wMagicClient", .found = 0x4D53, .expected = true},
      .version = {.field = "HEADER.wVer", .found = 23, .expected = true}};
  CHECK(found == expected);
}

TEST_CASE("client and version tell PST, OST and PAB, ANSI and Unicode apart") {
  CHECK(pff::sniff(head('S', 'M', 14)).layout == Layout::Ansi);
  CHECK(pff::sniff(head('S', 'M', 15)).layout == Layout::Ansi);
  CHECK(pff::sniff(head('S', 'O', 23)).content == Content::Ost);
  CHECK(pff::sniff(head('A', 'B', 14)).content == Content::Pab);
  CHECK(pff::sniff(head('S', 'M', 36)).layout == Layout::Unicode4k);
  CHECK(pff::sniff(head('S', 'M', 36)).content == Content::Ost);
}

TEST_CASE("the magic number with an unknown version is possible, not sure") {
  const auto found = pff::sniff(head('S', 'M', 99));

  CHECK(found.certainty == Certainty::Possible);
  CHECK(found.version == pff::Evidence{.field = "HEADER.wVer", .found = 99, .expected = false});
}

TEST_CASE("another magic number, or too few bytes, is no PFF file") {
  auto other = head('S', 'M', 23);
  other[0] = std::byte{'?'};

  CHECK(pff::sniff(other).certainty == Certainty::None);
  const auto whole = head('S', 'M', 23);
  CHECK(pff::sniff(std::span(whole).first(11)).certainty == Certainty::None);
  CHECK(pff::sniff({}) == pff::Confidence{});
}

TEST_CASE("the header says how long the file was") {
  auto unicode = head('S', 'M', 23);
  unicode.resize(0xC0);
  unicode[0xB9] = std::byte{0x24};
  auto ansi = head('S', 'M', 14);
  ansi.resize(0xAC);
  ansi[0xA9] = std::byte{0x44};

  CHECK(pff::recorded_size(unicode) == 0x2400U);
  CHECK(pff::recorded_size(ansi) == 0x4400U);
  CHECK_FALSE(pff::recorded_size(head('S', 'M', 23)).has_value());
}
