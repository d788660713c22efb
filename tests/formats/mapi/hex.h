// Bytes typed as hexadecimal, the form the specifications print examples in.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace test {

/// "04 30" or "0430"; blanks anywhere.
inline std::vector<std::byte> from_hex(std::string_view hex) {
  const auto digit = [](char c) {
    return static_cast<unsigned>(
        std::string_view("0123456789ABCDEF")
            .find(c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c));
  };
  std::vector<std::byte> out;
  unsigned high = 0;
  bool half = false;
  for (const char c : hex) {
    if (c == ' ' || c == '\n') {
      continue;
    }
    if (half) {
      out.push_back(static_cast<std::byte>(high * 16 + digit(c)));
    } else {
      high = digit(c);
    }
    half = !half;
  }
  return out;
}

/// `ascii` as UTF-16LE in hexadecimal, with a terminating NUL.
inline std::string utf16_hex(std::string_view ascii) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string hex;
  for (const char c : std::string(ascii) + '\0') {
    const auto byte = static_cast<unsigned char>(c);
    hex += kDigits[byte / 16];
    hex += kDigits[byte % 16];
    hex += "00";
  }
  return hex;
}

/// `text` in hexadecimal, with a terminating NUL.
inline std::string text_hex(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string hex;
  for (const char c : std::string(text) + '\0') {
    const auto byte = static_cast<unsigned char>(c);
    hex += kDigits[byte / 16];
    hex += kDigits[byte % 16];
  }
  return hex;
}

}  // namespace test
