// A part of a message as an attachment.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "converters/mime/reader/read_context.h"
#include "converters/model/message.h"
#include "formats/mime/reader/content.h"
#include "formats/mime/reader/part.h"

namespace convert::mime {

/// What is wrong with a part's content, as missing pieces with their place in the file.
void tell_faults(const ::mime::CodingFaults& faults, const ::mime::ReadPart& part,
                 const ReadContext& context, model::Provenance& provenance);

/// The name of a part: of Content-Disposition, else of Content-Type; as written, directories too.
[[nodiscard]] std::string part_name(const ::mime::ReadPart& part);

/// A leaf with its content, byte for byte. Of a part that a message of ours has (`is_ours`), fields
/// say what the attachment was. Header fields that no member holds are kept as a property.
[[nodiscard]] model::Attachment to_attachment(const ::mime::ReadPart& part, bool is_ours,
                                              const ReadContext& context);

/// A whole entity, its header included, byte for byte: what is signed or encrypted.
[[nodiscard]] model::Attachment whole_entity(const ::mime::ReadPart& part,
                                             const ReadContext& context);

/// `bytes` as a file of that name.
[[nodiscard]] model::Attachment file_attachment(std::span<const std::byte> bytes,
                                                ::mime::Coding coding, const std::string& name,
                                                const ReadContext& context,
                                                ::mime::CodingFaults& faults);

}  // namespace convert::mime
