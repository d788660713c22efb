#include "formats/mime/reader/encoded_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include "formats/bytes/byte_source.h"
#include "formats/mime/ascii.h"
#include "formats/mime/reader/transfer_decoder.h"
#include "formats/text/utf8.h"

namespace mime {
namespace {

struct EncodedWord {
  std::string_view charset;
  std::string octets;
  std::size_t size = 0;  // of the word in the text
};

std::optional<int> hex_digit(char c) {
  const std::size_t digit = kUpperHex.find(to_upper(c));
  return digit == std::string_view::npos ? std::nullopt : std::optional(static_cast<int>(digit));
}

/// RFC 2047 4.2. A '=' that is none stays.
std::string decode_q(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto high = text[i] == '=' && i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
    const auto low = high ? hex_digit(text[i + 2]) : std::nullopt;
    if (low) {
      out += static_cast<char>(*high * 16 + *low);
      i += 2;
    } else {
      out += text[i] == '_' ? ' ' : text[i];
    }
  }
  return out;
}

std::string decode_b(std::string_view text) {
  TransferDecoder decoder(Coding::Base64);
  std::vector<std::byte> octets;
  decoder.decode(std::as_bytes(std::span(text)), octets);
  decoder.finish(octets);
  return std::string(bytes::as_text(octets));
}

/// The word that `text`, which begins with "=?", begins with. Its text may hold blanks, which the
/// RFC forbids and mail has. RFC 2231 5: "charset*language".
std::optional<EncodedWord> take_word(std::string_view text) {
  // RFC 2047 2 has 75. Programs exist that write a whole subject as one; without an end, each
  // beginning would look through all that follows.
  constexpr std::size_t kLongestWord = 4096;
  text = text.substr(0, kLongestWord);
  const std::size_t charset_end = text.find('?', 2);
  if (charset_end == std::string_view::npos || text.size() < charset_end + 3 ||
      text[charset_end + 2] != '?') {
    return std::nullopt;
  }
  const std::string_view name = text.substr(2, charset_end - 2);
  const char encoding = to_lower(text[charset_end + 1]);
  const std::size_t begin = charset_end + 3;
  const std::size_t end = text.find("?=", begin);
  if (!std::ranges::all_of(name, is_token_char) || (encoding != 'q' && encoding != 'b') ||
      end == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view encoded = text.substr(begin, end - begin);
  return EncodedWord{.charset = name.substr(0, name.find('*')),
                     .octets = encoding == 'q' ? decode_q(encoded) : decode_b(encoded),
                     .size = end + 2};
}

/// Puts pieces of text together that are decoded by different rules.
class TextMaker {
 public:
  explicit TextMaker(text::CodePageNumber fallback) : fallback_(fallback) {}

  void add_plain(std::string_view octets) {
    end_words();
    add(decode_octets(octets, fallback_));
  }
  void add_word(const EncodedWord& word) {
    if (!same_word(word.charset, charset_)) {
      end_words();
      charset_ = word.charset;
    }
    octets_ += word.octets;
  }
  text::Decoded finish() {
    end_words();
    std::ranges::replace_if(text_.utf8, is_control, ' ');
    return std::move(text_);
  }

 private:
  void end_words() {
    if (!octets_.empty()) {
      add(decode_in_charset(octets_, charset_, fallback_));
    }
    octets_.clear();
    charset_.clear();
  }
  void add(const text::Decoded& piece) {
    text_.utf8 += piece.utf8;
    text_.undecodable += piece.undecodable;
  }

  text::CodePageNumber fallback_;
  text::Decoded text_;
  std::string charset_;  // of the words at hand
  std::string octets_;
};

}  // namespace

std::string unfold(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  std::ranges::copy_if(value, std::back_inserter(out),
                       [](char c) { return c != '\r' && c != '\n'; });
  return out;
}

text::Decoded decode_octets(std::string_view octets, text::CodePageNumber fallback) {
  return text::decode(octets, text::is_utf8(octets) ? text::kUtf8 : fallback);
}

text::Decoded decode_in_charset(std::string_view octets, std::string_view charset,
                                text::CodePageNumber fallback) {
  const auto page = text::code_page_by_name(charset);
  // Many a program says US-ASCII of whatever it has.
  const bool is_known = page && (*page != text::kAscii || text::is_ascii(octets));
  return is_known ? text::decode(octets, *page) : decode_octets(octets, fallback);
}

text::Decoded decode_header_text(std::string_view value, text::CodePageNumber fallback) {
  const std::string unfolded = unfold(value);
  std::string_view rest = unfolded;
  TextMaker maker(fallback);
  bool after_word = false;
  while (!rest.empty()) {
    const std::size_t mark = std::min(rest.find("=?"), rest.size());
    const std::string_view plain = rest.substr(0, mark);
    const auto word = mark < rest.size() ? take_word(rest.substr(mark)) : std::nullopt;
    // RFC 2047 6.2: white space between two encoded-words is ignored.
    if (!plain.empty() && !(after_word && word && is_blank(plain))) {
      maker.add_plain(plain);
    }
    rest.remove_prefix(mark);
    if (word) {
      maker.add_word(*word);
      rest.remove_prefix(word->size);
    } else if (!rest.empty()) {
      maker.add_plain(rest.substr(0, 2));
      rest.remove_prefix(2);
    }
    after_word = word.has_value();
  }
  return maker.finish();
}

}  // namespace mime
