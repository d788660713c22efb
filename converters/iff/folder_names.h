// Paths of folders as rows have them.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "converters/iff/letter.h"
#include "converters/model/folder.h"

namespace convert::iff {

class FolderNames {
 public:
  void add(const model::Folder& folder, Remarks& remarks);
  /// "Filed Mail\FYI"; "Inbox" for a folder that was never added.
  [[nodiscard]] const std::string& path(model::FolderId id) const;
  /// Whether it is above all folders that have a path: what lies in it is written into the Inbox.
  [[nodiscard]] bool is_top(model::FolderId id) const;

 private:
  std::map<std::uint32_t, std::string> paths_;  // empty: the top
};

}  // namespace convert::iff
