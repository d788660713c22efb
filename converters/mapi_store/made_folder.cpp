#include "converters/mapi_store/made_folder.h"

#include <utility>

namespace convert::mapi_store {

model::Result<model::FolderId> make_folder(Session& session, std::string name,
                                           model::FolderRole role) {
  model::Folder folder;
  folder.id = session.take_folder_id();
  folder.name = std::move(name);
  folder.role = role;
  folder.provenance.source = session.source;
  folder.provenance.native_id = folder.name;
  if (auto made = session.sink.folder(folder); !made) {
    return tl::unexpected(made.error());
  }
  return folder.id;
}

}  // namespace convert::mapi_store
