// A part's content as bytes that can be looked at anywhere: what is a message or a stream itself.
#pragma once

#include "converters/mime/reader/read_context.h"
#include "converters/mime/reader/spilling_buffer.h"
#include "formats/bytes/result.h"
#include "formats/mime/reader/part.h"
#include "formats/mime/reader/transfer_decoder.h"

namespace convert::mime {

struct DecodedBytes {
  OwnedBytes bytes{};
  ::mime::CodingFaults faults{};
};

/// Errors are those of the temporary file that large content takes.
[[nodiscard]] bytes::Result<DecodedBytes> decode_part(const ::mime::ReadPart& part,
                                                      const ReadContext& context);

}  // namespace convert::mime
