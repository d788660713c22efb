// Attachments of a message. formats/mmf/FORMAT.md 7.5.
#pragma once

#include <string>
#include <vector>

#include "converters/mmf/context.h"
#include "converters/model/message.h"
#include "formats/bytes/damage.h"

namespace convert::mmf {

/// Adds those of `object`. What is missing of them is missing of the message, too.
void add_attachments(const Context& context, const ::mmf::Object& object, bytes::DamageLog& damage,
                     std::vector<std::string>& notes, model::Message& message);

/// An attachment that no message names.
[[nodiscard]] model::Attachment to_attachment(const Context& context, const ::mmf::Object& object,
                                              bytes::DamageLog& damage,
                                              std::vector<std::string>& notes);

}  // namespace convert::mmf
