// Text as XML 1.0 can carry it.
#pragma once

#include <string>
#include <string_view>

namespace text {

/// `text` for an element's content or a quoted attribute. A parser gives back what was put in, but
/// for what XML 1.0 (2.2 Char) has no way to say: control characters become their pictures
/// (U+2400 and up), and bytes that are no UTF-8, U+FFFE and U+FFFF become U+FFFD.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace text
