// How a store is enciphered. FORMAT.md 3.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace mmf {

/// The normal cipher, or the one of Windows for Workgroups 3.11 that a disk compressor can make
/// smaller ("DoubleSpace").
struct Cipher {
  std::uint32_t divisor = 0;  // of the second kind: bytes under one key; 0: the normal cipher

  [[nodiscard]] bool is_normal() const { return divisor == 0; }
  friend bool operator==(const Cipher&, const Cipher&) = default;
};

/// In place; `offset` is where data[0] stands in the file, as its writer saw it.
void decipher(std::span<std::byte> data, std::uint64_t offset, Cipher cipher);
void encipher(std::span<std::byte> data, std::uint64_t offset, Cipher cipher);

/// One byte of the second kind under the key `key`.
[[nodiscard]] std::byte decipher_under(std::byte byte, std::uint8_t key);

}  // namespace mmf
