#include "converters/iff/late_folders.h"

#include <algorithm>
#include <utility>

namespace convert::iff {

using model::FolderId;
using model::Result;

Result<FolderId> LateFolders::find_or_make(model::Folder folder) {
  if (const auto found = plan_.find_at_top(folder.name)) {
    return *found;
  }
  return make(std::move(folder));
}

Result<FolderId> LateFolders::make(model::Folder folder) {
  const auto found = std::ranges::find(made_, folder.name, &model::Folder::name);
  if (found != made_.end()) {
    return found->id;
  }
  folder.id = {static_cast<std::uint32_t>(plan_.folders().size() + made_.size() + 1)};
  folder.parent = plan_.top();
  folder.expected_items = 0;
  if (auto done = sink_.folder(folder); !done) {
    return tl::unexpected(done.error());
  }
  made_.push_back(folder);
  return folder.id;
}

}  // namespace convert::iff
