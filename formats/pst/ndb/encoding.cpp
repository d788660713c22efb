#include "formats/pst/ndb/encoding.h"

#include <algorithm>
#include <cstdint>

#include "formats/bytes/cyclic_cipher.h"
#include "formats/bytes/substitution_tables.h"

namespace pst {
namespace {

/// `into` is as large as `data`, and may be the same.
void substitute(std::span<const std::byte> data, std::span<std::byte> into,
                const bytes::SubstitutionTable& table) {
  // NOLINTBEGIN(cppcoreguidelines-pro-bounds-pointer-arithmetic): every byte of a store passes here
  const auto* const from = data.data();
  auto* const to = into.data();
#pragma GCC unroll 8
  for (std::size_t i = 0; i < data.size(); ++i) {
    to[i] = static_cast<std::byte>(table[std::to_integer<std::size_t>(from[i])]);
  }
  // NOLINTEND(cppcoreguidelines-pro-bounds-pointer-arithmetic)
}

// 5.2: "the same routine encodes and decodes".
void cycle(std::span<std::byte> data, Bid bid) {
  const auto key = static_cast<std::uint32_t>(bid.value);
  bytes::apply_cyclic(data, static_cast<std::uint16_t>(key ^ (key >> 16U)));
}

}  // namespace

void encode(std::span<std::byte> data, Encoding encoding, Bid bid) {
  if (encoding == Encoding::Permute) {
    substitute(data, data, bytes::kTableR);
  } else if (encoding == Encoding::Cyclic) {
    cycle(data, bid);
  }
}

void decode(std::span<std::byte> data, Encoding encoding, Bid bid) {
  if (encoding == Encoding::Permute) {
    substitute(data, data, bytes::kTableI);
  } else if (encoding == Encoding::Cyclic) {
    cycle(data, bid);
  }
}

void decode_to(std::span<const std::byte> stored, std::span<std::byte> into, Encoding encoding,
               Bid bid) {
  if (encoding == Encoding::Permute) {
    substitute(stored, into.first(stored.size()), bytes::kTableI);
    return;
  }
  std::copy_n(stored.data(), stored.size(), into.first(stored.size()).data());  // one memmove
  decode(into.first(stored.size()), encoding, bid);
}

}  // namespace pst
