// Items outside the folder tree: without a parent, or deleted and still there.
#pragma once

#include "converters/pff/walk.h"

namespace convert::pff {

/// Delivers what the node index holds without a living parent: folders and messages, in a folder
/// "Lost and Found" that is made when there are any.
[[nodiscard]] model::Result<void> deliver_orphans(Session& session, Walk& walk);

/// Searches unallocated space and delivers deleted messages in a folder "Recovered Items" that is
/// made when there are any. Copies of what the walk delivered are left out (ReadOptions), and
/// counted in a Note.
[[nodiscard]] model::Result<void> deliver_recovered(Session& session, const Walk& walk);

}  // namespace convert::pff
