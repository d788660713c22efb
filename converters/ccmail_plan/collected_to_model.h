// A user of a collection as a stream of the model.
#pragma once

#include "converters/model/reading.h"
#include "converters/model/stream.h"
#include "formats/ccmail_post_office/collection.h"

namespace convert::ccmail_plan {

/// The user's streams as one mailbox, read as ccmail_to_model does, with the name and the post
/// office of the map, which stand before `options.owner`. A note says how EXPORT ended and what is
/// not read; when it did not end well, or not at all, a loss does. A user without mail is an empty
/// mailbox with that note. Errors: those of reading the only stream; NotThisFormat, with the
/// reason, for a user of whom there is nothing to read.
[[nodiscard]] model::Result<void> collected_to_model(const ccmail_post_office::CollectedUser& user,
                                                     const model::ReadOptions& options,
                                                     model::ReadMonitor& monitor,
                                                     model::Sink& sink);

}  // namespace convert::ccmail_plan
