// A message's content as a tree: bodies, the attachments they show, the other attachments.
#pragma once

#include <cstdint>

#include "converters/mime/context.h"
#include "converters/model/message.h"
#include "formats/mime/entity.h"

namespace convert::mime {

struct MessageContent {
  ::mime::Entity entity;          // its fields are free for the header
  std::uint64_t undecodable = 0;  // pieces of the bodies
  bool made_up_text = false;      // the text part is a summary the source does not have
};

/// multipart/mixed { multipart/related { multipart/alternative { text, html, calendar }, inline …
/// }, vCard, body.rtf, transport-headers.txt, attachments … }, without the levels that would hold
/// one part only. `wire_header`: transport headers that could not become fields; null: none.
[[nodiscard]] MessageContent message_content(const model::Message& message,
                                             const ItemContext& context,
                                             const bytes::Blob& wire_header);

}  // namespace convert::mime
