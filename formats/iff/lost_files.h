// Whose mail was in primary files of which nothing is read. FORMAT.md 3.3.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "formats/iff/set_files.h"
#include "formats/iff/set_mailbox.h"

namespace iff {

/// A primary file that is not there, cannot be opened or has no section.
struct LostFile {
  std::string name;  // UTF-8
  std::string why;
};

class LostFiles {
 public:
  void add(LostFile file) { files_.push_back(std::move(file)); }

  /// Tells each file to the mailbox that it was of: one without a section that is called as the
  /// file is, else the only one without. What no mailbox can be told of is a doubt of all that have
  /// no section, and returned.
  [[nodiscard]] std::vector<std::string> assign(std::vector<SetMailbox>& mailboxes);

  /// Behind assign(): whose a secondary file is that no row names: of the primary file that is
  /// called alike, or of the only one.
  [[nodiscard]] std::optional<std::size_t> owner_of(const SetFile& secondary) const;

 private:
  std::vector<LostFile> files_;
  std::map<std::string, std::size_t> owners_;  // mailboxes, by files' names without extension
};

}  // namespace iff
