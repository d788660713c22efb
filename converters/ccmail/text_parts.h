// Text items as the body of a message. README.md.
#pragma once

#include <vector>

#include "converters/ccmail/context.h"
#include "formats/ccmail/message.h"

namespace convert::ccmail {

/// One text of a message.
struct TextPart {
  std::span<const std::byte> data{};
  std::string_view title{};  // 8-bit; empty: untitled
};

/// Whether a text is RTF (KB Q216473).
[[nodiscard]] bool is_rtf(std::span<const std::byte> data);

/// Joins the texts to the body, in their order. A single one that is RTF becomes the rich body, and
/// what it says the plain one; of several such the RTF is an attachment each.
void set_body(const std::vector<TextPart>& parts, const Place& place, const Context& context,
              Converted& converted);

}  // namespace convert::ccmail
