// Character references of HTML: "&eacute;", "&#233;", "&#xE9;".
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace text {

struct HtmlCharacter {
  char32_t character = 0;  // a Unicode scalar value
  std::size_t size = 0;    // of the reference
};

/// The reference that `html`, which begins with "&", begins with. nullopt when it is none, or one
/// of a name that HTML 4's tables of Latin-1 and special characters lack. The semicolon may be
/// missing.
[[nodiscard]] std::optional<HtmlCharacter> html_character(std::string_view html);

}  // namespace text
