// Folders that no row names, opened when the first item needs one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "converters/iff/folder_plan.h"
#include "converters/model/stream.h"

namespace convert::iff {

class LateFolders {
 public:
  /// Both must outlive it; the folders of the plan have been delivered.
  LateFolders(const FolderPlan& plan, model::Sink& sink) : plan_(plan), sink_(sink) {}

  /// The plan's folder of this name at the top (Q253564: no twin of it), whatever the case of its
  /// letters, or else as make().
  [[nodiscard]] model::Result<model::FolderId> find_or_make(model::Folder folder);
  /// A folder like `folder`, at the top, which expects nothing yet; the same one for each call with
  /// the same name.
  [[nodiscard]] model::Result<model::FolderId> make(model::Folder folder);

 private:
  const FolderPlan& plan_;
  model::Sink& sink_;
  std::vector<model::Folder> made_;
};

}  // namespace convert::iff
