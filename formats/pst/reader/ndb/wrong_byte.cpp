#include "formats/pst/reader/ndb/wrong_byte.h"

#include <array>

namespace pst::reader {
namespace {

constexpr std::uint32_t kPolynomial = 0xEDB8'8320;  // 5.3
constexpr unsigned kBits = 8;

/// What a byte of zeros behind it makes of a checksum.
constexpr std::uint32_t shift(std::uint32_t crc) {
  for (unsigned bit = 0; bit < kBits; ++bit) {
    crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? kPolynomial : 0);
  }
  return crc;
}

}  // namespace

std::optional<WrongByte> find_wrong_byte(std::size_t size, std::uint32_t difference) {
  std::optional<WrongByte> found;
  if (difference == 0) {
    return found;
  }
  // A checksum is linear: what each bit of the last byte does to it, then of the byte before …
  std::array<std::uint32_t, kBits> effects{};
  for (unsigned bit = 0; bit < kBits; ++bit) {
    effects[bit] = shift(1U << bit);
  }
  for (std::size_t at = size; at > 0; --at) {
    std::uint32_t effect = 0;
    // In Gray code, so that each error differs from the one before in one bit.
    for (unsigned i = 1; i < (1U << kBits); ++i) {
      unsigned bit = 0;
      while ((i >> bit & 1U) == 0) {
        ++bit;
      }
      effect ^= effects[bit];
      if (effect == difference) {
        if (found) {
          return std::nullopt;
        }
        found = {.at = at - 1, .error = static_cast<std::byte>(i ^ (i >> 1U))};
      }
    }
    for (auto& one : effects) {
      one = shift(one);
    }
  }
  return found;
}

}  // namespace pst::reader
