// Folders that no store has.
#pragma once

#include <string>

#include "converters/mapi_store/session.h"

namespace convert::mapi_store {

/// Delivers a folder of this name, without a parent.
[[nodiscard]] model::Result<model::FolderId> make_folder(Session& session, std::string name,
                                                         model::FolderRole role);

}  // namespace convert::mapi_store
