#include <array>
#include <random>
#include <string>

#include <catch2/catch.hpp>

#include "formats/bytes/byte_source.h"
#include "formats/text/rtf_compression.h"

namespace {

using bytes::Damage;
using bytes::DamageKind;
using bytes::DamageLog;
using text::compress_rtf;
using text::decompress_rtf;

template <class... Ints>
std::vector<std::byte> raw(Ints... values) {
  return {static_cast<std::byte>(values)...};
}

// [MS-OXRTFCP] 4.1.1 and 4.2.1: a simple one, and one whose reference runs into itself.
const std::string kSimple = "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n";
const std::vector<std::byte> kSimpleCompressed =
    raw(0x2d, 0x00, 0x00, 0x00, 0x2b, 0x00, 0x00, 0x00, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7,
        0xa7, 0x03, 0x00, 0x0a, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a,
        0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d,
        0x0a, 0x80, 0x0f, 0xa0);
const std::string kOverlapping = "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}";
const std::vector<std::byte> kOverlappingCompressed =
    raw(0x1a, 0x00, 0x00, 0x00, 0x1c, 0x00, 0x00, 0x00, 0x4c, 0x5a, 0x46, 0x75, 0xe2, 0xd4, 0x4b,
        0x51, 0x41, 0x00, 0x04, 0x20, 0x57, 0x58, 0x59, 0x5a, 0x0d, 0x6e, 0x7d, 0x01, 0x0e, 0xb0);

/// `content` behind a header that is right about it.
std::vector<std::byte> stored(std::string_view content) {
  const auto size = static_cast<int>(content.size());
  auto result = raw(size + 12, 0, 0, 0, size, 0, 0, 0, 'M', 'E', 'L', 'A', 0, 0, 0, 0);
  const auto bytes = std::as_bytes(std::span(content));
  result.insert(result.end(), bytes.begin(), bytes.end());
  return result;
}

std::string random_rtf(std::mt19937& random, std::size_t size) {
  // Few different letters, so that references of all lengths and distances occur.
  const int letters = std::uniform_int_distribution<int>(1, 40)(random);
  std::uniform_int_distribution<int> letter(0, letters);
  std::string result;
  while (result.size() < size) {
    result += letter(random) == 0 ? std::string("\\par ")
                                  : std::string(1, static_cast<char>(letter(random) * 6 % 256));
  }
  return result;
}

}  // namespace

TEST_CASE("the specification's examples decompress to their RTF") {
  DamageLog damage;

  CHECK(decompress_rtf(kSimpleCompressed, damage) == kSimple);
  CHECK(decompress_rtf(kOverlappingCompressed, damage) == kOverlapping);
  CHECK(damage.items().empty());
}

TEST_CASE("the specification's examples compress to their bytes") {
  CHECK(compress_rtf(kOverlapping) == kOverlappingCompressed);
  CHECK(compress_rtf(kSimple) == kSimpleCompressed);
}

TEST_CASE("uncompressed RTF is taken as it is") {
  DamageLog damage;

  CHECK(decompress_rtf(stored("{\\rtf1 hi}"), damage) == "{\\rtf1 hi}");
  CHECK(damage.items().empty());
}

TEST_CASE("what is compressed decompresses to the same, without damage") {
  std::mt19937 random(4096);
  for (const std::size_t size : {0U, 1U, 2U, 3U, 17U, 100U, 206U, 207U, 208U, 3889U, 3890U, 4095U,
                                 4096U, 4097U, 4303U, 8192U, 100000U}) {
    for (int round = 0; round < 8; ++round) {
      const std::string rtf = random_rtf(random, size);
      DamageLog damage;

      CHECK((decompress_rtf(compress_rtf(rtf), damage) == rtf));
      CHECK(damage.items().empty());
    }
  }
}

TEST_CASE("a long run of one letter compresses to less than a seventh") {
  const std::string rtf(1'000'000, 'x');
  DamageLog damage;

  const auto compressed = compress_rtf(rtf);

  CHECK(compressed.size() < rtf.size() / 7);
  CHECK((decompress_rtf(compressed, damage) == rtf));
}

TEST_CASE("a wrong checksum is reported and the RTF still returned") {
  auto data = kSimpleCompressed;
  data[12] = std::byte{0};
  DamageLog damage;

  CHECK(decompress_rtf(data, damage) == kSimple);
  CHECK(damage.items() == std::vector{Damage{.offset = 12,
                                             .length = 4,
                                             .kind = DamageKind::BadChecksum,
                                             .field = "RTF.CRC",
                                             .found = 0xa7c7c500,
                                             .expected = 0xa7c7c5f1}});
}

TEST_CASE("a wrong RAWSIZE is reported and the stream believed") {
  auto data = kSimpleCompressed;
  data[4] = std::byte{7};
  DamageLog damage;

  CHECK(decompress_rtf(data, damage) == kSimple);
  CHECK(damage.items() == std::vector{Damage{.offset = 4,
                                             .length = 4,
                                             .kind = DamageKind::Inconsistent,
                                             .field = "RTF.RAWSIZE",
                                             .found = 7,
                                             .expected = 43}});
}

TEST_CASE("a RAWSIZE of four gigabytes costs no memory") {
  auto data = kSimpleCompressed;
  std::fill_n(data.begin() + 4, 4, std::byte{0xFF});
  DamageLog damage;

  CHECK(decompress_rtf(data, damage) == kSimple);
  CHECK(damage.total() == 1);
}

TEST_CASE("a stream cut off anywhere yields the beginning of its RTF and says so") {
  for (std::size_t size = 16; size < kSimpleCompressed.size(); ++size) {
    CAPTURE(size);
    DamageLog damage;

    const auto rtf = decompress_rtf(std::span(kSimpleCompressed).first(size), damage);

    REQUIRE(rtf.has_value());
    CHECK(kSimple.starts_with(*rtf));
    CHECK(damage.items().at(0).field == "RTF.COMPSIZE");
    CHECK(damage.items().at(1).field == "RTF.CRC");
    CHECK(damage.items().at(2).field == "RTF.CONTENTS");
  }
}

TEST_CASE("bytes behind the end mark are reported and change nothing") {
  auto data = kSimpleCompressed;
  data.push_back(std::byte{'x'});
  DamageLog damage;

  CHECK(decompress_rtf(data, damage) == kSimple);
  CHECK(damage.items() == std::vector{Damage{.offset = 0,
                                             .length = 4,
                                             .kind = DamageKind::Inconsistent,
                                             .field = "RTF.COMPSIZE",
                                             .found = 45,
                                             .expected = 46}});
}

TEST_CASE("what has no header of compressed RTF is not compressed RTF") {
  DamageLog damage;
  auto other = kSimpleCompressed;
  other[8] = std::byte{'X'};

  CHECK(decompress_rtf({}, damage).error().kind == bytes::ErrorKind::NotThisFormat);
  CHECK(decompress_rtf(std::span(kSimpleCompressed).first(15), damage).error().kind ==
        bytes::ErrorKind::NotThisFormat);
  CHECK(decompress_rtf(other, damage).error().kind == bytes::ErrorKind::NotThisFormat);
}
