#include "formats/pff/header_checksums.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "formats/bytes/crc.h"

namespace pff {
namespace {

using bytes::DamageKind;

void put(std::vector<std::byte>& header, std::size_t offset, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) {
    header[offset + i] = static_cast<std::byte>(value >> (8 * i) & 0xFFU);
  }
}

/// A Unicode header with right checksums ([MS-PST] 2.2.2.6), and nothing else.
std::vector<std::byte> unicode_header() {
  std::vector<std::byte> header(1024);
  put(header, 0, 0x4E444221);  // "!BDN"
  header[8] = std::byte{'S'};
  header[9] = std::byte{'M'};
  header[10] = std::byte{23};
  const std::span<const std::byte> all(header);
  put(header, 4, bytes::crc_from_zero(all.subspan(8, 471)));
  put(header, 524, bytes::crc_from_zero(all.subspan(8, 516)));
  return header;
}

TEST_CASE("a header with right checksums needs no mending") {
  CHECK_FALSE(mend_header(unicode_header()).has_value());
}

TEST_CASE("one wrong byte in a header costs its checksums, not the store") {
  auto header = unicode_header();
  header[300] ^= std::byte{0xFF};

  const auto mended = mend_header(header);

  REQUIRE(mended.has_value());
  REQUIRE(mended->damage.size() == 2);
  CHECK(mended->damage[0].kind == DamageKind::BadChecksum);
  CHECK(mended->damage[0].field == "HEADER.dwCRCPartial");
  CHECK(mended->damage[1].field == "HEADER.dwCRCFull");
  CHECK_FALSE(mend_header(mended->bytes).has_value());
  CHECK(mended->bytes[300] == header[300]);
}

TEST_CASE("what is no header, or only a part of one, is not mended") {
  auto header = unicode_header();
  header[300] ^= std::byte{0xFF};
  auto foreign = header;
  foreign[0] = std::byte{'X'};

  CHECK_FALSE(mend_header(std::span(header).first(563)).has_value());
  CHECK_FALSE(mend_header(foreign).has_value());
}

}  // namespace
}  // namespace pff
