// The character classes of RFC 5322 and 2045, and UTF-8 one character at a time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mime {

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

[[nodiscard]] constexpr char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
[[nodiscard]] constexpr char to_upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}
[[nodiscard]] inline std::string lower_case(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), to_lower);
  return out;
}
/// Nothing but white space and line ends.
[[nodiscard]] constexpr bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}
/// Equal but for the case of ASCII letters: field names, types, parameters.
[[nodiscard]] constexpr bool same_word(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, to_lower, to_lower);
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

/// The length of the well-formed UTF-8 character at the front of `text` (RFC 3629 4); 0 when there
/// is none.
[[nodiscard]] constexpr std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (text.empty()) {
    return 0;
  }
  const unsigned lead = byte(0);
  if (lead < 0x80U) {
    return 1;
  }
  const std::size_t length = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;
  if (lead < 0xC2U || lead > 0xF4U || text.size() < length) {
    return 0;
  }
  // UTF8-3 and UTF8-4 narrow the second octet: no overlong forms, no surrogates, no end beyond
  // U+10FFFF.
  const unsigned low = lead == 0xE0U ? 0xA0U : lead == 0xF0U ? 0x90U : 0x80U;
  const unsigned high = lead == 0xEDU ? 0x9FU : lead == 0xF4U ? 0x8FU : 0xBFU;
  if (byte(1) < low || byte(1) > high) {
    return 0;
  }
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) {
      return 0;
    }
  }
  return length;
}

[[nodiscard]] constexpr bool is_well_formed_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    if (length == 0) {
      return false;
    }
    text.remove_prefix(length);
  }
  return true;
}

/// The longest front of `text` of at most `limit` octets that splits no character.
[[nodiscard]] constexpr std::string_view utf8_front(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) {
    return text;
  }
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U) {
    --limit;
  }
  return text.substr(0, limit);
}

}  // namespace mime
