// The character classes of RFC 5322 and 2045.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "formats/text/ascii.h"

namespace mime {

using text::lower_case;
using text::same_word;  // field names, types, parameters
using text::to_lower;

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] constexpr bool is_alnum(char c) { return is_digit(c) || is_alpha(c); }
[[nodiscard]] constexpr bool is_wsp(char c) { return c == ' ' || c == '\t'; }
[[nodiscard]] constexpr bool is_8bit(char c) { return static_cast<unsigned char>(c) >= 0x80U; }
[[nodiscard]] constexpr bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20U || c == '\x7F';
}
/// Printable, without the space.
[[nodiscard]] constexpr bool is_vchar(char c) { return c > ' ' && c < '\x7F'; }

/// RFC 5322 3.2.3 atext.
[[nodiscard]] constexpr bool is_atext(char c) {
  return is_alnum(c) ||
         (c != '\0' && std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos);
}

/// RFC 2045 5.1: a token is printable ASCII without tspecials.
[[nodiscard]] constexpr bool is_token_char(char c) {
  return is_vchar(c) && std::string_view("()<>@,;:\\\"/[]?=").find(c) == std::string_view::npos;
}
[[nodiscard]] constexpr bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_token_char);
}

[[nodiscard]] constexpr bool has_8bit(std::string_view text) {
  return std::ranges::any_of(text, is_8bit);
}

[[nodiscard]] constexpr char to_upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}
/// Nothing but white space and line ends.
[[nodiscard]] constexpr bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}
[[nodiscard]] constexpr bool starts_with_word(std::string_view text, std::string_view prefix) {
  return same_word(text.substr(0, prefix.size()), prefix);
}

inline constexpr std::string_view kUpperHex = "0123456789ABCDEF";

/// Appends `mark` and the two digits of `c`: "=E4", "%E4", "+E4".
inline void append_hex(std::string& out, char mark, char c) {
  const auto byte = static_cast<unsigned char>(c);
  out += mark;
  out += kUpperHex[byte >> 4U];
  out += kUpperHex[byte & 0x0FU];
}

}  // namespace mime
