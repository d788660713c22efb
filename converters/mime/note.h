// The plain text of an item, for cards and calendar objects.
#pragma once

#include <cstdint>
#include <string>

#include "converters/model/message.h"

namespace convert::mime {

/// Notes go into a vCard or calendar object up to this size; the text part has all of them.
inline constexpr std::uint64_t kMaxNote = 1024ULL * 1024;

/// The text body; where there is none but white space, what the HTML says, or the RTF. Empty when a
/// body is too large or cannot be read: it stands in its own part of the mail.
[[nodiscard]] std::string note_of(const model::Bodies& bodies);

}  // namespace convert::mime
