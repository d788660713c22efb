// A message's content as a tree: bodies, the attachments they show, the other attachments.
#pragma once

#include <cstdint>

#include "converters/mime/context.h"
#include "converters/model/message.h"
#include "formats/mime/entity.h"

namespace convert::mime {

struct MessageContent {
  ::mime::Entity entity;          // its fields are free for the header
  std::uint64_t undecodable = 0;  // in bodies
  bool made_up_text = false;      // the text part is a summary the source does not have
};

/// multipart/mixed { multipart/related { multipart/alternative { text, html, calendar }, inline …
/// }, vCard, body.rtf, attachments … }, without the levels that would hold one part only.
[[nodiscard]] MessageContent message_content(const model::Message& message,
                                             const ItemContext& context);

}  // namespace convert::mime
