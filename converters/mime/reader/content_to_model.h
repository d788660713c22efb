// The parts of a message as bodies and attachments.
#pragma once

#include <cstdint>

#include "converters/mime/reader/own_fields.h"
#include "converters/mime/reader/read_context.h"
#include "converters/model/message.h"
#include "formats/mime/reader/part.h"

namespace convert::mime {

/// Fills bodies and attachments of `message`, whose header fields are filled. `page` is that of
/// 8-bit text without charset; 0: nothing tells, it is UTF-8 when it is well-formed, else 1252,
/// which is noted.
void fill_content(const ::mime::ReadPart& root, const OwnFields& own, std::uint32_t page,
                  const ReadContext& context, model::Message& message);

}  // namespace convert::mime
