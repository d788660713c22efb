#include "formats/bytes/hex.h"

#include <array>
#include <catch2/catch.hpp>

namespace bytes {
namespace {

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
