// RFC 2047 encoded-words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mime {

/// Where the encoded-words will stand: a phrase allows fewer characters (RFC 2047 5 (3)).
enum class WordPlace : std::uint8_t { Unstructured, Phrase };

/// `octets` as encoded-words with single spaces between them, in Q or B, whichever is shorter.
/// Well-formed UTF-8 is labelled "utf-8" and split between characters; anything else is labelled
/// "unknown-8bit" (RFC 1428 3). Each word has at most 75 octets; in unstructured text the first has
/// at most 60, so that it shares its line with a field name.
[[nodiscard]] std::string to_encoded_words(std::string_view octets, WordPlace place);

/// A field body without 8-bit octets. ASCII comes back as it is; otherwise the words that have
/// 8-bit octets become encoded-words, and in fields that hold addresses whole quoted-strings, where
/// an encoded-word may not stand (RFC 2047 5 (3)). `value` is unfolded.
[[nodiscard]] std::string to_ascii_value(std::string_view field_name, std::string_view value);

}  // namespace mime
