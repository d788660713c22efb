// What an HTML document says, for places that hold plain text only.
#pragma once

#include <string>
#include <string_view>

namespace text {

/// The visible text of `html`, both UTF-8: lines ended by CRLF where elements begin one, none empty
/// at the end; cells of a table parted by tabs; white space folded outside of <pre>; comments,
/// scripts, styles and the title left out; character references decoded, and left as they are when
/// unknown. What is no HTML is text. Takes time in the size of `html`, and at most twice its room.
[[nodiscard]] std::string html_text(std::string_view html);

}  // namespace text
