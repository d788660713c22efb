// Values with parameters: RFC 2045 5.1, RFC 2183, RFC 2231; read as they come.
#pragma once

#include <string_view>

#include "formats/mime/reader/part.h"
#include "formats/text/code_page.h"

namespace mime {

// A field's value longer than this is read up to here: no program writes more parameters.
inline constexpr std::size_t kMaxParameterText = std::size_t{256} * 1024;

/// "text/plain; charset=…". RFC 2231 segments are joined in the order of their numbers;
/// encoded-words, which RFC 2047 5 (3) forbids in parameters and mail has, are decoded; bare values
/// may hold blanks. In a quoted-string a backslash is one unless a quotation mark or a backslash
/// follows: programs write paths there (Q166573). Of two parameters with one name the first counts,
/// the extended form before the plain one (RFC 2231 5).
[[nodiscard]] ParameterisedValue parse_parameterised(std::string_view value,
                                                     text::CodePageNumber fallback);

}  // namespace mime
