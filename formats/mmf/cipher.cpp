#include "formats/mmf/cipher.h"

#include <algorithm>
#include <array>
#include <memory>

#include "formats/bytes/cyclic_cipher.h"
#include "formats/bytes/substitution_tables.h"

namespace mmf {
namespace {

using bytes::kTableI;
using bytes::kTableR;
using bytes::kTableS;

using Table = std::array<std::uint8_t, 256>;
/// A table for each key.
using Tables = std::array<Table, 256>;

std::uint8_t low(std::uint64_t value) { return static_cast<std::uint8_t>(value); }

/// FORMAT.md 3.2, both ways.
std::unique_ptr<const Tables> make_deciphering() {
  auto tables = std::make_unique<Tables>();
  for (unsigned key = 0; key < tables->size(); ++key) {
    for (unsigned i = 0; i < tables->size(); ++i) {
      (*tables)[key][i] = kTableR[low(kTableS[i] - key)];
    }
  }
  return tables;
}

std::unique_ptr<const Tables> make_enciphering() {
  auto tables = std::make_unique<Tables>();
  for (unsigned key = 0; key < tables->size(); ++key) {
    for (unsigned i = 0; i < tables->size(); ++i) {
      (*tables)[key][i] = kTableS[low(kTableI[i] + key)];
    }
  }
  return tables;
}

const Tables& deciphering() {
  static const auto tables = make_deciphering();
  return *tables;
}

void apply_runs(std::span<std::byte> data, std::uint64_t offset, std::uint32_t divisor,
                const Tables& tables) {
  while (!data.empty()) {
    const auto part = data.first(
        static_cast<std::size_t>(std::min<std::uint64_t>(divisor - offset % divisor, data.size())));
    const Table& table = tables[low(offset / divisor)];
    for (std::byte& byte : part) {
      byte = static_cast<std::byte>(table[std::to_integer<std::size_t>(byte)]);
    }
    offset += part.size();
    data = data.subspan(part.size());
  }
}

}  // namespace

void decipher(std::span<std::byte> data, std::uint64_t offset, Cipher cipher) {
  if (cipher.is_normal()) {
    bytes::apply_cyclic(data, static_cast<std::uint16_t>(offset));
  } else {
    apply_runs(data, offset, cipher.divisor, deciphering());
  }
}

void encipher(std::span<std::byte> data, std::uint64_t offset, Cipher cipher) {
  if (cipher.is_normal()) {
    bytes::apply_cyclic(data, static_cast<std::uint16_t>(offset));  // its own inverse
    return;
  }
  static const auto tables = make_enciphering();
  apply_runs(data, offset, cipher.divisor, *tables);
}

std::byte decipher_under(std::byte byte, std::uint8_t key) {
  return static_cast<std::byte>(deciphering()[key][std::to_integer<std::size_t>(byte)]);
}

}  // namespace mmf
