// A Maildir++.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "formats/mime/containers.h"

namespace mime {

/// The directories of folders: ".Top.Sub", in modified UTF-7, unique also where case does not
/// count.
class MaildirNames {
 public:
  /// "" for the top. Parents that were never added are, on the way.
  [[nodiscard]] std::string add(const FolderPath& path);
  /// Every directory so far, parents first.
  [[nodiscard]] const std::vector<std::string>& directories() const { return directories_; }

 private:
  [[nodiscard]] std::string make(const std::string& parent, const FolderPath& path);

  std::map<FolderPath, std::string> by_path_;
  std::set<std::string> taken_;                   // case-folded
  std::map<std::string, std::uint64_t> numbers_;  // the last given, by wanted name, case-folded
  std::vector<std::string> directories_;
};

/// See FORMAT.md 6. `tree` must outlive the container.
[[nodiscard]] std::unique_ptr<Container> open_maildir(bytes::OutputTree& tree);

}  // namespace mime
