#include "formats/text/xml_text.h"

#include <cstddef>

#include "formats/text/utf8.h"

namespace text {
namespace {

constexpr std::string_view kReplacementBytes = "\xEF\xBF\xBD";

/// XML 1.0 2.2: what a character of one byte stands as.
std::string ascii_text(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\t':
      return "&#9;";
    case '\n':
      return "&#10;";
    case '\r':  // 2.11: a bare one would be read as a line feed
      return "&#13;";
    case '\x7F':
      return "\xE2\x90\xA1";  // U+2421, as the other controls
    default:
      break;
  }
  if (static_cast<unsigned char>(c) >= 0x20U) {
    return std::string(1, c);
  }
  return std::string("\xE2\x90") + static_cast<char>(0x80 + c);  // U+2400 and up
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    const auto character = text.substr(0, length == 0 ? 1 : length);
    if (length == 1) {
      out += ascii_text(text.front());
    } else if (length == 0 || character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF") {
      out += kReplacementBytes;
    } else {
      out += character;
    }
    text.remove_prefix(character.size());
  }
  return out;
}

}  // namespace text
