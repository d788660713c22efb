// A user of a collection as a stream of the model.
#pragma once

#include "converters/model/reading.h"
#include "converters/model/stream.h"
#include "formats/ccmail_post_office/collection.h"

namespace convert::ccmail_plan {

/// A user without mail: an empty mailbox, and a note that says how EXPORT ended. Unsupported for a
/// user with streams: their reader is formats/ccmail. NotThisFormat, with the reason, for one of
/// whom there is nothing to read.
[[nodiscard]] model::Result<void> collected_to_model(const ccmail_post_office::CollectedUser& user,
                                                     const model::ReadOptions& options,
                                                     model::ReadMonitor& monitor,
                                                     model::Sink& sink);

}  // namespace convert::ccmail_plan
