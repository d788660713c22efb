// A message of an export as one of the model. README.md says what becomes what.
#pragma once

#include "converters/ccmail/context.h"
#include "formats/ccmail/message.h"

namespace convert::ccmail {

/// The message has no folder yet. Blobs keep the file of `place`. `depth` of a message within
/// another is one more than that one's.
[[nodiscard]] Converted to_message(const ::ccmail::Message& source, const Place& place,
                                   const Context& context, int depth = 0);

}  // namespace convert::ccmail
