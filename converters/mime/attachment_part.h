// Attachments as parts of a mail.
#pragma once

#include <cstddef>

#include "converters/mime/context.h"
#include "converters/model/message.h"
#include "formats/mime/entity.h"

namespace convert::mime {

/// Every attachment becomes exactly one part: its bytes in base64, a message/rfc822, a text that
/// says where a referenced file was, or a text "<name>.missing.txt" that says what is missing and
/// why. `number` counts from 1 within the message.
[[nodiscard]] ::mime::Entity attachment_part(const model::Attachment& attachment,
                                             std::size_t number, const ItemContext& context);

/// `attachment_part` as a part of multipart/related that HTML refers to by `cid:`.
[[nodiscard]] ::mime::Entity inline_part(const model::Attachment& attachment, std::size_t number,
                                         const ItemContext& context);

/// Whether the attachment has bytes that HTML could show.
[[nodiscard]] bool can_be_inline(const model::Attachment& attachment);

}  // namespace convert::mime
