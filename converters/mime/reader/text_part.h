// A text part as a body: its bytes, and what they mean.
#pragma once

#include <cstdint>

#include "converters/mime/reader/read_context.h"
#include "converters/model/message.h"
#include "formats/mime/reader/part.h"

namespace convert::mime {

struct TextOfPart {
  model::Body body{};
  std::uint64_t undecodable = 0;  // byte sequences that its page does not explain
};

/// The content of a text part. Its code page is what the part names; of 8-bit text that names none,
/// or one nobody knows: what a <meta> of HTML says, else `page`, else (0) UTF-8 when it is
/// well-formed, else 1252 with a note. What the transfer encoding lost is told in `provenance`.
[[nodiscard]] TextOfPart body_of_part(const ::mime::ReadPart& part, std::uint32_t page,
                                      const ReadContext& context, model::Provenance& provenance);

/// The code page that the text parts of a message name first, other than ASCII and UTF-8; 0: none.
[[nodiscard]] std::uint32_t page_of_texts(const ::mime::ReadPart& root);

}  // namespace convert::mime
