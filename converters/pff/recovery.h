// Deleted items that libpff still finds, and items without a parent.
#pragma once

#include "converters/mapi_store/walk.h"
#include "formats/pff/file.h"

namespace convert::pff {

/// Delivers what the node index holds without a living parent.
[[nodiscard]] model::Result<void> deliver_orphans(mapi_store::Session& session,
                                                  const ::pff::File& file, mapi_store::Walk& walk);

/// Searches unallocated space and delivers deleted messages.
[[nodiscard]] model::Result<void> deliver_recovered(mapi_store::Session& session,
                                                    const ::pff::File& file,
                                                    const mapi_store::Walk& walk);

}  // namespace convert::pff
