// Bytes and numbers in hexadecimal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace bytes {

enum class HexCase : std::uint8_t { Lower, Upper };

/// Two digits a byte.
[[nodiscard]] std::string to_hex(std::span<const std::byte> data, HexCase letters = HexCase::Lower);

/// The lowest `digits` digits of `value` (at most 16), leading zeros included; no prefix.
[[nodiscard]] std::string hex_number(std::uint64_t value, unsigned digits,
                                     HexCase letters = HexCase::Upper);

/// "0x45E8": a place in a file, with as many digits as it has.
[[nodiscard]] std::string hex_offset(std::uint64_t offset);

}  // namespace bytes
