// Text of a mail, made fit for a page.
#pragma once

#include <string>
#include <string_view>

namespace convert::pages {

/// `text` with what changes the direction of writing, or shows nothing, made visible: "[U+202E]"
/// for each bidirectional control and line or paragraph separator, U+FFFD for other control
/// characters but tab and line ends, and for each byte that is no UTF-8.
[[nodiscard]] std::string visible(std::string_view text);

/// Appends one character of visible() text, "&", "<", ">" and quotation marks as references.
void append_escaped(std::string_view character, std::string& out);

/// visible() text for content and quoted attributes of HTML and SVG.
[[nodiscard]] std::string escaped(std::string_view text);

/// A path below the pages as a relative URL: every byte percent-encoded that is no letter, digit,
/// or one of "-._~/".
[[nodiscard]] std::string relative_url(std::string_view path);

}  // namespace convert::pages
