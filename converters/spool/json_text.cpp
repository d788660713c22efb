#include "converters/spool/json_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

#include "formats/text/utf8.h"

namespace convert::spool {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

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
    const std::size_t length = c < 0x80 ? 0 : text::utf8_length(value.substr(i));
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
