// A part that is a TNEF stream (winmail.dat): the message inside is the message.
#pragma once

#include <cstdint>
#include <string>

#include "converters/mime/reader/read_context.h"
#include "converters/model/message.h"
#include "formats/mime/reader/part.h"

namespace convert::mime {

[[nodiscard]] bool is_tnef_part(const ::mime::ReadPart& part);

struct TnefResult {
  bool is_whole = false;   // everything in the stream is in the message
  bool is_merged = false;  // what could be read of it is
  std::string why{};       // it is not
};

/// Opens the stream and adds what it holds to `message`, whose header fields are filled:
/// properties, bodies and attachments of the stream, and the fields that the header leaves open.
/// Where both say something, the stream's subject, class and recipients count, and the header's
/// dates that are instants. `page`: of 8-bit text in a stream that names no code page; 0: 1252.
[[nodiscard]] TnefResult merge_tnef(const ::mime::ReadPart& part, std::uint32_t page,
                                    const ReadContext& context, model::Message& message);

}  // namespace convert::mime
