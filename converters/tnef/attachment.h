// Attachments of a stream.
#pragma once

#include "converters/model/message.h"
#include "converters/tnef/context.h"
#include "formats/bytes/damage.h"
#include "formats/tnef/message.h"

namespace convert::tnef {

[[nodiscard]] model::Attachment to_attachment(const ::tnef::Attachment& source,
                                              const Context& context, bytes::DamageLog& damage);

}  // namespace convert::tnef
