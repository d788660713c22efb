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

}  // namespace bytes
