#include "formats/bytes/crc.h"

#include <array>
#include <catch2/catch.hpp>
#include <vector>

namespace bytes {
namespace {

// [MS-OXRTFCP] 4.1: the content of the first example, and the CRC in its header.
TEST_CASE("the CRC of the specification's example is the one in its header") {
  const std::array<unsigned char, 29> content{
      0x03, 0x00, 0x0A, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0A, 0xF3,
      0x20, 0x68, 0x65, 0x6C, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xB0, 0x6C, 0x64, 0x7D};
  const std::array<unsigned char, 4> rest{0x0A, 0x80, 0x0F, 0xA0};
  std::vector<std::byte> all;
  for (const unsigned char byte : content) {
    all.push_back(std::byte{byte});
  }
  for (const unsigned char byte : rest) {
    all.push_back(std::byte{byte});
  }

  CHECK(crc_from_zero(all) == 0xA7C7C5F1U);
  CHECK(crc_from_zero({}) == 0);
}

TEST_CASE("CRC-32 is gzip's, in one piece or in several") {
  const std::string_view text = "123456789";
  const auto data = std::as_bytes(std::span(text));

  CHECK(crc32(data) == 0xCBF43926);
  CHECK(crc32(data.subspan(4), crc32(data.first(4))) == 0xCBF43926);
  CHECK(crc32({}, 5) == 5);
}

}  // namespace
}  // namespace bytes
