// Keywords and names of columns, which are ASCII whatever the code page is.
#pragma once

#include <string>
#include <string_view>

#include "formats/text/ascii.h"

namespace iff {

using text::trim;

[[nodiscard]] inline std::string to_lower(std::string_view text) { return text::lower_case(text); }

/// `word`, whatever the case.
[[nodiscard]] inline bool is_word(std::string_view text, std::string_view word) {
  return text::same_word(text, word);
}

}  // namespace iff
