#include "formats/mime/header_text.h"

#include <algorithm>

#include "formats/mime/ascii.h"
#include "formats/mime/encoded_word.h"
#include "formats/text/utf8.h"

namespace mime {
namespace {

// What the writer can fold within 998 octets without breaking a word or leaving a line of white
// space: longer words and gaps take encoded-words.
constexpr std::size_t kLongestPlainWord = 900;
constexpr std::size_t kLongestPlainGap = 60;

/// One line of well-formed UTF-8 without controls.
std::string to_plain_line(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = text::utf8_length(text);
    if (length == 0) {
      out += "\xEF\xBF\xBD";  // U+FFFD for an octet that is no part of a character
      text.remove_prefix(1);
    } else if (text.starts_with("\r\n")) {
      out += ' ';
      text.remove_prefix(2);
    } else {
      out += is_control(text.front()) ? std::string_view(" ") : text.substr(0, length);
      text.remove_prefix(length);
    }
  }
  return out;
}

/// Whether the words and gaps of ASCII `text` survive folding.
bool is_foldable(std::string_view text) {
  std::size_t word = 0;
  std::size_t gap = 0;
  for (const char c : text) {
    gap = c == ' ' ? gap + 1 : 0;
    word = c == ' ' ? 0 : word + 1;
    if (word > kLongestPlainWord || gap > kLongestPlainGap) {
      return false;
    }
  }
  return true;
}

bool reads_as_encoded_word(std::string_view text) {
  return text.find("=?") != std::string_view::npos;
}

bool is_dot_atom(std::string_view text) {
  return !text.empty() && text.front() != '.' && text.back() != '.' &&
         text.find("..") == std::string_view::npos &&
         std::ranges::all_of(text, [](char c) { return is_atext(c) || c == '.'; });
}

/// RFC 5322 3.2.4, without the obsolete forms and without folding inside.
bool is_quoted_string(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') {
    return false;
  }
  text = text.substr(1, text.size() - 2);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
      if (i == text.size()) {
        return false;
      }
    } else if (text[i] == '"') {
      return false;
    }
    if (!is_vchar(text[i]) && text[i] != ' ') {
      return false;
    }
  }
  return true;
}

/// RFC 5322 3.4.1 domain-literal: "[192.0.2.1]".
bool is_domain_literal(std::string_view text) {
  return text.size() > 2 && text.front() == '[' && text.back() == ']' &&
         std::ranges::all_of(text.substr(1, text.size() - 2), [](char c) {
           return is_vchar(c) && c != '[' && c != ']' && c != '\\';
         });
}

std::string quote(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
    }
    out += c;
  }
  out += '"';
  return out;
}

}  // namespace

std::string encode_unstructured(std::string_view utf8) {
  std::string line = to_plain_line(utf8);
  // White space in front would be taken for the separator after the colon.
  const bool plain = !has_8bit(line) && !line.starts_with(' ') && is_foldable(line) &&
                     !reads_as_encoded_word(line);
  return plain ? line : to_encoded_words(line, WordPlace::Unstructured);
}

std::string encode_phrase(std::string_view utf8) {
  std::string line = to_plain_line(utf8);
  if (has_8bit(line) || reads_as_encoded_word(line) || !is_foldable(line)) {
    return to_encoded_words(line, WordPlace::Phrase);
  }
  const bool atoms = !line.empty() && line.front() != ' ' && line.back() != ' ' &&
                     line.find("  ") == std::string::npos &&
                     std::ranges::all_of(line, [](char c) { return is_atext(c) || c == ' '; });
  return atoms ? line : quote(line);
}

std::string mailbox(std::string_view name, std::string_view addr_spec) {
  if (name.empty()) {
    return std::string(addr_spec);
  }
  return encode_phrase(name) + " <" + std::string(addr_spec) + ">";
}

bool is_addr_spec(std::string_view text) {
  // RFC 5321 4.5.3.1.1 and 4.5.3.1.2.
  constexpr std::size_t kMaxLocal = 64;
  constexpr std::size_t kMaxDomain = 255;
  const std::size_t at = text.rfind('@');
  // Without an @ `at` is larger than any limit.
  if (at > kMaxLocal || text.size() - at - 1 > kMaxDomain) {
    return false;
  }
  const std::string_view local = text.substr(0, at);
  const std::string_view domain = text.substr(at + 1);
  return (is_dot_atom(local) || is_quoted_string(local)) &&
         (is_dot_atom(domain) || is_domain_literal(domain));
}

}  // namespace mime
