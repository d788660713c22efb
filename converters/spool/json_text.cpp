#include "converters/spool/json_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

namespace convert::spool {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

bool is_trail(unsigned char c, unsigned char low = 0x80, unsigned char high = 0xBF) {
  return c >= low && c <= high;
}

// The length of the well-formed UTF-8 sequence at the front of `text`, which begins with a byte
// above 7F; 0 when it is none. The Unicode Standard, table 3-7.
std::size_t sequence_length(std::string_view text) {
  const auto at = [text](std::size_t i) -> unsigned char {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
  };
  const unsigned char lead = at(0);
  if (lead >= 0xC2 && lead <= 0xDF) {
    return is_trail(at(1)) ? 2 : 0;
  }
  if (lead >= 0xE0 && lead <= 0xEF) {
    const unsigned char low = lead == 0xE0 ? 0xA0 : 0x80;
    const unsigned char high = lead == 0xED ? 0x9F : 0xBF;  // no surrogates
    return is_trail(at(1), low, high) && is_trail(at(2)) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned char low = lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xF4 ? 0x8F : 0xBF;
    return is_trail(at(1), low, high) && is_trail(at(2)) && is_trail(at(3)) ? 4 : 0;
  }
  return 0;
}

template <class Number>
void append_number(std::string& out, Number value) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), end.ptr);
}

}  // namespace

void JsonText::clear() {
  text_.clear();
  replaced_ = 0;
  values_ = 0;
}

// A value ends with a quote, a digit, a letter or a closing bracket, so the last character tells
// whether a comma is due.
void JsonText::separate() {
  if (!text_.empty() && text_.back() != '{' && text_.back() != '[' && text_.back() != ':') {
    text_ += ',';
  }
}

void JsonText::begin_value() {
  separate();
  ++values_;
}

void JsonText::open_object() {
  begin_value();
  text_ += '{';
}

void JsonText::open_array() {
  begin_value();
  text_ += '[';
}

void JsonText::key(std::string_view name) {
  separate();
  text_ += '"';
  text_ += name;
  text_ += "\":";
}

void JsonText::escape(unsigned char c) {
  constexpr std::string_view kShort = "\"\\\b\f\n\r\t";
  constexpr std::string_view kLetter = "\"\\bfnrt";
  text_ += '\\';
  if (const auto found = kShort.find(static_cast<char>(c)); found != std::string_view::npos) {
    text_ += kLetter[found];
    return;
  }
  text_ += "u00";
  text_ += kHexDigits[c >> 4U];
  text_ += kHexDigits[c & 0xFU];
}

void JsonText::string(std::string_view value) {
  begin_value();
  text_ += '"';
  std::size_t copied = 0;
  bool whole = true;
  for (std::size_t i = 0; i < value.size();) {
    const auto c = static_cast<unsigned char>(value[i]);
    if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
      ++i;
      continue;
    }
    const std::size_t length = c < 0x80 ? 0 : sequence_length(value.substr(i));
    if (length > 0) {
      i += length;
      continue;
    }
    text_ += value.substr(copied, i - copied);
    if (c < 0x80) {
      escape(c);
    } else {
      text_ += kReplacement;
      whole = false;
    }
    copied = ++i;
  }
  text_ += value.substr(copied);
  text_ += '"';
  replaced_ += whole ? 0 : 1;
}

void JsonText::boolean(bool value) {
  begin_value();
  text_ += value ? "true" : "false";
}

void JsonText::number(std::int64_t value) {
  begin_value();
  append_number(text_, value);
}

void JsonText::number(std::uint64_t value) {
  begin_value();
  append_number(text_, value);
}

void JsonText::number(double value) {
  begin_value();
  if (value == 0 && std::signbit(value)) {
    text_ += "-0.0";  // "-0" would read back as an integer, without its sign
  } else {
    append_number(text_, value);
  }
}

}  // namespace convert::spool
