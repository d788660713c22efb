// The lines of a header: folding, limits, parameters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/result.h"
#include "formats/mime/entity.h"

namespace mime {

// RFC 5322 2.1.1, without the CRLF.
inline constexpr std::size_t kMaxLine = 998;
inline constexpr std::size_t kGoodLine = 78;
// RFC 2047 2: each line of a header field with an encoded-word has at most 76 characters.
inline constexpr std::size_t kEncodedWordLine = 76;

/// Appends the field with its CRLF: ASCII only, no NUL, no line above kMaxLine or of white space
/// only. Internal when its name is none.
[[nodiscard]] Result<void> append_field(std::string& out, const Field& field);

/// Appends "NAME: VALUE; parameter=value…" with its CRLF (RFC 2045 5.1, RFC 2183, RFC 2231).
/// Internal when a parameter's name is no token.
[[nodiscard]] Result<void> append_parameterised(std::string& out, std::string_view name,
                                                std::string_view value,
                                                const std::vector<Parameter>& parameters);

}  // namespace mime
