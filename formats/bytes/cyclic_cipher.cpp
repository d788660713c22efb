#include "formats/bytes/cyclic_cipher.h"

#include <algorithm>
#include <array>
#include <memory>

#include "formats/bytes/substitution_tables.h"

namespace bytes {
namespace {

constexpr std::size_t kBytes = 256;
/// For each high byte of the key.
using Tables = std::array<std::array<std::uint8_t, kBytes>, kBytes>;

std::uint8_t low(unsigned value) { return static_cast<std::uint8_t>(value); }

/// The steps between "add the low byte" and "subtract the low byte" depend on the high byte alone,
/// so that one look-up does them.
std::unique_ptr<const Tables> make_tables() {
  auto tables = std::make_unique<Tables>();
  for (unsigned high = 0; high < kBytes; ++high) {
    for (unsigned i = 0; i < kBytes; ++i) {
      const std::uint8_t inner = kTableS[low(kTableR[i] + high)];
      (*tables)[high][i] = kTableI[low(inner - high)];
    }
  }
  return tables;
}

}  // namespace

void apply_cyclic(std::span<std::byte> data, std::uint16_t key) {
  static const auto tables = make_tables();
  while (!data.empty()) {
    // As far as the high byte of the key stays.
    const auto part = data.first(std::min<std::size_t>(kBytes - key % kBytes, data.size()));
    const auto& table = (*tables)[key / kBytes];
    std::uint8_t lo = low(key);
    for (std::byte& byte : part) {
      byte = static_cast<std::byte>(table[low(std::to_integer<unsigned>(byte) + lo)] - lo);
      ++lo;
    }
    key = static_cast<std::uint16_t>(key + part.size());
    data = data.subspan(part.size());
  }
}

}  // namespace bytes
