#include "converters/pages/escape.h"

#include <algorithm>
#include <cstddef>

#include "formats/bytes/hex.h"
#include "formats/text/utf8.h"

namespace convert::pages {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

char32_t character_of(std::string_view utf8) {
  char32_t found = 0;
  text::for_each_character(utf8, [&found](char32_t character) { found = character; });
  return found;
}

/// ALM, LRM, RLM, LS to RLO, LRI to PDI: Unicode's Bidi_Control, and the two separators.
bool turns_text(char32_t character) {
  return character == 0x061C || character == 0x200E || character == 0x200F ||
         (character >= 0x2028 && character <= 0x202E) ||
         (character >= 0x2066 && character <= 0x2069);
}

bool is_control_character(char32_t character) {
  const bool is_white = character == '\t' || character == '\n' || character == '\r';
  return !is_white && (character < 0x20 || (character >= 0x7F && character < 0xA0));
}

/// Calls `use` with each character of what visible() makes of `text`.
template <class Use>
void for_each_visible(std::string_view text, Use use) {
  constexpr unsigned kDigits = 4;
  while (!text.empty()) {
    const std::size_t length = text::utf8_length(text);
    const std::string_view character = text.substr(0, length);
    const char32_t code = length == 0 ? 0 : character_of(character);
    if (length == 0 || is_control_character(code)) {
      use(kReplacement);
    } else if (turns_text(code)) {
      for (const char c : "[U+" + bytes::hex_number(code, kDigits) + "]") {
        use(std::string_view(&c, 1));
      }
    } else {
      use(character);
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
}

}  // namespace

std::string visible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for_each_visible(text, [&out](std::string_view character) { out += character; });
  return out;
}

void append_escaped(std::string_view character, std::string& out) {
  const char c = character.size() == 1 ? character.front() : 'x';
  out += c == '&'    ? "&amp;"
         : c == '<'  ? "&lt;"
         : c == '>'  ? "&gt;"
         : c == '"'  ? "&quot;"
         : c == '\'' ? "&#39;"
                     : character;
}

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for_each_visible(text, [&out](std::string_view character) { append_escaped(character, out); });
  return out;
}

std::string relative_url(std::string_view path) {
  constexpr unsigned kDigits = 2;
  std::string out;
  for (const char c : path) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') ||
                          std::string_view("-._~/").find(c) != std::string_view::npos;
    if (is_plain) {
      out += c;
    } else {
      out += '%' + bytes::hex_number(static_cast<unsigned char>(c), kDigits);
    }
  }
  return out;
}

}  // namespace convert::pages
