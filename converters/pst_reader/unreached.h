// Items of the node index that no folder leads to.
#pragma once

#include "converters/mapi_store/walk.h"
#include "formats/pst/reader/store.h"

namespace convert::pst_reader {

/// Delivers every folder and message of the index that the walk has not met: those whose parent is
/// not in the index, then those whose parents lead in a circle.
[[nodiscard]] model::Result<void> deliver_unreached(mapi_store::Session& session,
                                                    const ::pst::reader::Store& store,
                                                    mapi_store::Walk& walk);

}  // namespace convert::pst_reader
