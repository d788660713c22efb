#include "formats/bytes/hex.h"

#include <array>
#include <catch2/catch.hpp>

#include "formats/bytes/hex_digit.h"

namespace bytes {
namespace {

TEST_CASE("a hexadecimal digit has its value in either case, and nothing else has one") {
  CHECK(hex_digit('0') == 0U);
  CHECK(hex_digit('9') == 9U);
  CHECK(hex_digit('a') == 10U);
  CHECK(hex_digit('F') == 15U);
  for (const char c : {'/', ':', '@', 'G', '`', 'g', ' ', '\x10', '\xFF'}) {
    CHECK_FALSE(hex_digit(c));
  }
}

TEST_CASE("bytes and numbers have the digits they are asked for") {
  const std::array<std::byte, 2> data{std::byte{0x0A}, std::byte{0xFF}};

  CHECK(to_hex(data) == "0aff");
  CHECK(to_hex(data, HexCase::Upper) == "0AFF");
  CHECK(hex_number(0xABC, 8) == "00000ABC");
  CHECK(hex_number(0xABC, 2, HexCase::Lower) == "bc");
  CHECK(hex_number(UINT64_MAX, 16) == "FFFFFFFFFFFFFFFF");
  CHECK(hex_offset(0) == "0x0");
  CHECK(hex_offset(0x45E8) == "0x45E8");
  CHECK(hex_offset(UINT64_MAX) == "0xFFFFFFFFFFFFFFFF");
}

}  // namespace
}  // namespace bytes
