// A message of an export as one of the model. README.md says what becomes what.
#pragma once

#include "converters/ccmail/context.h"
#include "formats/ccmail/message.h"

namespace convert::ccmail {

/// The message has no folder yet. Blobs keep the file of `place`. `depth` of a message within
/// another is one more than that one's.
[[nodiscard]] Converted to_message(const ::ccmail::Message& source, const Place& place,
                                   const Context& context, int depth = 0);

/// The boards that all of its recipients are, each once, without their "#"; empty when anybody else
/// is a recipient.
[[nodiscard]] std::vector<std::string> boards_of(const ::ccmail::Message& source,
                                                 std::uint32_t code_page);

/// The folder that it names; empty: none.
[[nodiscard]] std::string folder_of(const ::ccmail::Message& source, std::uint32_t code_page);

/// Neither a subject nor anything else in it.
[[nodiscard]] bool is_empty(const ::ccmail::Message& source);

}  // namespace convert::ccmail
