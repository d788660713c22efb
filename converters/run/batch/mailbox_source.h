// The one mailbox that a row's source names.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "converters/run/sniff.h"

namespace run::batch {

/// Looks at sources, at each post office and each migration set once.
class SourceFinder {
 public:
  /// `charset`, `own` and `labels` are those of SearchOptions.
  explicit SourceFinder(std::uint32_t charset = 0, std::vector<std::filesystem::path> own = {},
                        std::string labels = {})
      : charset_(charset), own_(std::move(own)), labels_(std::move(labels)) {}

  /// A store file; a directory or a migration set that is one source, or holds one; or one mailbox
  /// of a directory or set of several, as mailsniff prints it ("WGPO0000/Ann Ash": where the post
  /// office is, and the mailbox's name). Anything else has Source::error: several mailboxes behind
  /// one name (Unsupported, with the names to write), nothing there (NoInput), what sniffing finds
  /// fault with.
  [[nodiscard]] Source find(const std::filesystem::path& path);

  /// What was said about directories that were searched, a line each.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 private:
  const std::vector<Source>& all_in(const std::filesystem::path& place);
  [[nodiscard]] Source only_mailbox_of(const std::filesystem::path& path);
  Source mailbox_in(const std::filesystem::path& place, const std::filesystem::path& path);

  std::uint32_t charset_;
  std::vector<std::filesystem::path> own_;
  std::string labels_;
  std::map<std::filesystem::path, std::vector<Source>> searched_;
  std::vector<std::string> notes_;
};

}  // namespace run::batch
