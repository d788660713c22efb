#include "formats/pst/ndb/encoding.h"

#include <cstdint>

#include "formats/bytes/cyclic_cipher.h"
#include "formats/bytes/substitution_tables.h"

namespace pst {
namespace {

void substitute(std::span<std::byte> data, const bytes::SubstitutionTable& table) {
#pragma GCC unroll 8  // every byte of a store passes here
  for (auto& byte : data) {
    byte = static_cast<std::byte>(table[std::to_integer<std::size_t>(byte)]);
  }
}

// 5.2: "the same routine encodes and decodes".
void cycle(std::span<std::byte> data, Bid bid) {
  const auto key = static_cast<std::uint32_t>(bid.value);
  bytes::apply_cyclic(data, static_cast<std::uint16_t>(key ^ (key >> 16U)));
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
