// The header of a message as the model knows it.
#pragma once

#include <cstdint>

#include "converters/mime/reader/own_fields.h"
#include "converters/mime/reader/read_context.h"
#include "converters/model/message.h"
#include "formats/mime/reader/part.h"

namespace convert::mime {

/// Fills everything of `message` that header fields say, transport headers included. `page` is that
/// of 8-bit text without charset. A date that is none stays absent, with a note.
OwnFields fill_header(const ::mime::ReadPart& part, std::uint32_t page, const ReadContext& context,
                      model::Message& message);

}  // namespace convert::mime
