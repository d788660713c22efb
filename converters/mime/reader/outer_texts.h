// The texts around a TNEF stream, beside those in it.
#pragma once

#include <string>

#include "converters/mime/reader/read_context.h"
#include "converters/model/message.h"

namespace convert::mime {

/// `inner` are the bodies of the stream; `message.bodies` are those of the parts around it, and
/// become the ones that count: the stream's where it has them. A text outside that the stream does
/// not have in this form fills the gap; one that says the same goes; one that says something else
/// becomes an attachment, which is noted.
void settle_outer_texts(model::Bodies inner, const ReadContext& context, model::Message& message);

}  // namespace convert::mime
