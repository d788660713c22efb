// The value of a hexadecimal digit.
#pragma once

#include <optional>

namespace bytes {

/// In either letter case; nullopt: it is none.
[[nodiscard]] constexpr std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') {
    return static_cast<unsigned>(c - '0');
  }
  const char small = static_cast<char>(c | 0x20);
  return small >= 'a' && small <= 'f' ? std::optional(static_cast<unsigned>(small - 'a') + 10)
                                      : std::nullopt;
}

}  // namespace bytes
