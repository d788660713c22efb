// The one mailbox that a row's source names.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "converters/run/sniff.h"

namespace run::batch {

/// Looks at sources, at each post office once.
class SourceFinder {
 public:
  /// A store file; a directory that is one source, or holds one; or one mailbox of a directory
  /// or file of several, as mailsniff prints it ("WGPO0000/Ann Ash": where the post office is, and
  /// the mailbox's name). Anything else has Source::error: several mailboxes behind one name
  /// (Unsupported, with the names to write), nothing there (NoInput), what sniffing finds fault
  /// with.
  [[nodiscard]] Source find(const std::filesystem::path& path);

  /// What was said about directories that were searched, a line each.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 private:
  const std::vector<Source>& all_in(const std::filesystem::path& place);
  Source mailbox_in(const std::filesystem::path& place, const std::filesystem::path& path);

  std::map<std::filesystem::path, std::vector<Source>> searched_;
  std::vector<std::string> notes_;
};

}  // namespace run::batch
