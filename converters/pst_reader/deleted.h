// Deleted messages, and earlier versions of others, that are still in the file.
#pragma once

#include "converters/mapi_store/walk.h"
#include "formats/bytes/file_view.h"
#include "formats/pst/reader/sweep/salvage.h"

namespace convert::pst_reader {

/// Delivers the messages that the store gave up and a sweep found, as mapi_store::RecoveredItems
/// does. Those without readable properties were overwritten since: nothing announced them, so
/// nothing is lost by it.
[[nodiscard]] model::Result<void> deliver_deleted(mapi_store::Session& session,
                                                  const ::pst::reader::Salvaged& salvaged,
                                                  const bytes::FileView& view,
                                                  const mapi_store::Walk& walk);

}  // namespace convert::pst_reader
