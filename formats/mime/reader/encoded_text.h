// Text of header fields as it was written: encoded-words (RFC 2047, 2231 5) and bare 8-bit text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "formats/text/code_page.h"

namespace mime {

/// `value` as UTF-8: folds are removed (their white space stays), adjacent encoded-words are one
/// text, those of one charset also where a character is split between them, controls become blanks.
/// A charset nobody knows and 8-bit octets outside encoded-words are UTF-8 when they are
/// well-formed, else text in `fallback`. What looks like an encoded-word and is none stays as it
/// is.
[[nodiscard]] text::Decoded decode_header_text(std::string_view value,
                                               text::CodePageNumber fallback);

/// Octets without a charset: UTF-8 when they are well-formed, else text in `fallback`.
[[nodiscard]] text::Decoded decode_octets(std::string_view octets, text::CodePageNumber fallback);

/// `octets` in what `charset` names; when nobody knows the name, as decode_octets().
[[nodiscard]] text::Decoded decode_in_charset(std::string_view octets, std::string_view charset,
                                              text::CodePageNumber fallback);

/// Without the line ends of its folds.
[[nodiscard]] std::string unfold(std::string_view value);

}  // namespace mime
