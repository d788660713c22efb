// Text items as the body of a message. README.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "converters/ccmail/context.h"
#include "formats/ccmail/message.h"

namespace convert::ccmail {

/// One text of a message.
struct TextPart {
  std::span<const std::byte> data{};
  std::string_view title{};             // 8-bit; empty: untitled
  std::uint64_t offset = 0;             // in the file; of its item where it was decoded
  std::shared_ptr<const void> owner{};  // keeps `data`; nullptr: the file does
};

/// The largest RTF that is put into plain text, held in memory for it.
inline constexpr std::size_t kLargestRtf = std::size_t{64} << 20U;

/// Whether a text is RTF (KB Q216473).
[[nodiscard]] bool is_rtf(std::span<const std::byte> data);

/// Joins the texts to the body, in their order. A single one that is RTF becomes the rich body, and
/// what it says the plain one; of several such the RTF is an attachment each. What is wrong with an
/// RTF, what is too large, and what the code page of the others lacks, is told in `converted`.
void set_body(const std::vector<TextPart>& parts, const Place& place, const Context& context,
              Converted& converted);

}  // namespace convert::ccmail
