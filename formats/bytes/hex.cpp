#include "formats/bytes/hex.h"

#include <string_view>

namespace bytes {
namespace {

constexpr std::string_view digits_of(HexCase letters) {
  return letters == HexCase::Lower ? "0123456789abcdef" : "0123456789ABCDEF";
}

}  // namespace

std::string to_hex(std::span<const std::byte> data, HexCase letters) {
  const auto digits = digits_of(letters);
  std::string hex;
  hex.reserve(data.size() * 2);
  for (const std::byte b : data) {
    hex += digits[std::to_integer<std::size_t>(b >> 4U)];
    hex += digits[std::to_integer<std::size_t>(b & std::byte{0xF})];
  }
  return hex;
}

std::string hex_number(std::uint64_t value, unsigned digits, HexCase letters) {
  std::string hex;
  for (unsigned shift = 4 * digits; shift > 0; shift -= 4) {
    hex += digits_of(letters)[(value >> (shift - 4)) & 0xFU];
  }
  return hex;
}

std::string hex_offset(std::uint64_t offset) {
  unsigned digits = 1;
  while (digits < 2 * sizeof(offset) && (offset >> (4 * digits)) != 0) {
    ++digits;
  }
  return "0x" + hex_number(offset, digits);
}

}  // namespace bytes
