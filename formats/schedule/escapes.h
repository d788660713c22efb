// Escapes within the values of an interchange file. FORMAT.md 1.2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/text/code_page.h"

namespace schedule {

/// How many bytes the character at the front of `text` has in `page`: 2 where a lead byte of pages
/// 932, 936, 949, 950 and 54936 is followed by a trail byte, which may look like a backslash.
[[nodiscard]] std::size_t character_length(std::string_view text, text::CodePageNumber page);

/// Every pair of backslashes as one.
[[nodiscard]] std::string halve_backslashes(std::string_view value, text::CodePageNumber page);

/// "NOTES/3AANN/00" as bytes: `/hh` is a byte. nullopt when no two digits follow a slash.
[[nodiscard]] std::optional<std::vector<std::byte>> read_binary(std::string_view value);

}  // namespace schedule
