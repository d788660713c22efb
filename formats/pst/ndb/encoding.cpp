#include "formats/pst/ndb/encoding.h"

#include <cstdint>

#include "formats/bytes/substitution_tables.h"

namespace pst {
namespace {

void substitute(std::span<std::byte> data, const bytes::SubstitutionTable& table) {
#pragma GCC unroll 8  // every byte of a store passes here
  for (auto& byte : data) {
    byte = static_cast<std::byte>(table[std::to_integer<std::size_t>(byte)]);
  }
}

// 5.2: "the same routine encodes and decodes". All sums are modulo 256.
void cycle(std::span<std::byte> data, Bid bid) {
  const auto key = static_cast<std::uint32_t>(bid.value);
  auto word = static_cast<std::uint16_t>(key ^ (key >> 16U));
  for (auto& byte : data) {
    const auto low = static_cast<std::uint8_t>(word);
    const auto high = static_cast<std::uint8_t>(word >> 8U);
    auto value = std::to_integer<std::uint8_t>(byte);
    value = bytes::kTableR[static_cast<std::uint8_t>(value + low)];
    value = bytes::kTableS[static_cast<std::uint8_t>(value + high)];
    value = bytes::kTableI[static_cast<std::uint8_t>(value - high)];
    byte = static_cast<std::byte>(static_cast<std::uint8_t>(value - low));
    ++word;
  }
}

}  // namespace

void encode(std::span<std::byte> data, Encoding encoding, Bid bid) {
  if (encoding == Encoding::Permute) {
    substitute(data, bytes::kTableR);
  } else if (encoding == Encoding::Cyclic) {
    cycle(data, bid);
  }
}

void decode(std::span<std::byte> data, Encoding encoding, Bid bid) {
  if (encoding == Encoding::Permute) {
    substitute(data, bytes::kTableI);
  } else if (encoding == Encoding::Cyclic) {
    cycle(data, bid);
  }
}

}  // namespace pst
