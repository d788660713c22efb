// What an attachment is called in a mail, and of which media type it is.
#pragma once

#include <cstddef>
#include <string>

#include "converters/model/message.h"

namespace convert::mime {

/// The long name, else the short one, else that of the path, without the directories some programs
/// left in them and with blanks for control characters; else "attachment-<number>.<extension>". A
/// name is never cut at a period.
[[nodiscard]] std::string attachment_name(const model::Attachment& attachment, std::size_t number);

/// The stored type when it is one (RFC 2045 5.1) that a leaf may have; else by the name's
/// extension; else application/octet-stream. multipart/* and message/* are no leaves: attachments
/// that claim them are octet-streams.
[[nodiscard]] std::string media_type(const model::Attachment& attachment, const std::string& name);

}  // namespace convert::mime
