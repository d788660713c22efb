// A set of migration files opened: what its files are, and which mailboxes it holds. FORMAT.md 0,
// 1, 3.3.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/bytes/result.h"
#include "formats/iff/primary.h"
#include "formats/iff/set_files.h"
#include "formats/iff/set_mailbox.h"
#include "formats/text/code_page.h"

namespace iff {

struct PrimaryFile {
  SetFile file;
  text::CodePageNumber code_page = text::kWindows1252;
  std::vector<Section> sections;
};

/// How many rows DIRECTORY sections have, by Obj-class.
struct DirectoryCount {
  std::uint64_t mailboxes = 0;
  std::uint64_t remotes = 0;
  std::uint64_t lists = 0;
  std::uint64_t others = 0;
  [[nodiscard]] std::uint64_t total() const { return mailboxes + remotes + lists + others; }
};

/// A row of a DIRECTORY section of which no mailbox can be made, though it may have been one.
struct LostEntry {
  std::string file;
  Place at;
  std::uint64_t length = 0;
  std::string why;  // with the beginning of the row, UTF-8
};

/// The most of these that are kept; more are one damage with their number.
inline constexpr std::size_t kMostLostEntries = 10'000;

/// What stands for the set itself: damage of no mailbox's, files that nobody names.
inline constexpr std::string_view kSetItself = "(migration set)";

class MigrationSet {
 public:
  /// `path` is a packing list, a primary file (then the set is that file alone) or a directory (all
  /// packing lists and primary files in it). `charset` overrides what the lists say; 0: they say.
  /// Every row is looked at once, for the pointers. NotThisFormat when there is no section in any
  /// file; errors as for reading the directory.
  [[nodiscard]] static bytes::Result<MigrationSet> open(const std::filesystem::path& path,
                                                        text::CodePageNumber charset);

  [[nodiscard]] const std::vector<PrimaryFile>& primaries() const { return primaries_; }
  [[nodiscard]] const std::vector<SetMailbox>& mailboxes() const { return mailboxes_; }
  [[nodiscard]] const SetFiles& files() const { return files_; }
  [[nodiscard]] const DirectoryCount& directory() const { return directory_; }
  /// What is worth a note: code pages that were assumed, files that no list names.
  [[nodiscard]] const std::vector<std::string>& remarks() const { return remarks_; }
  /// What is wrong with the set and no mailbox's alone, a line each.
  [[nodiscard]] const std::vector<std::string>& damages() const { return damages_; }
  [[nodiscard]] const std::vector<LostEntry>& lost_entries() const { return lost_entries_; }
  /// Every file that is of the set.
  [[nodiscard]] const std::vector<std::filesystem::path>& members() const { return members_; }

  /// The key of the file that a pointer means, for the other calls; empty: it is not there.
  [[nodiscard]] std::string key_of(std::string_view name, text::CodePageNumber page) const;
  /// The file of a key.
  [[nodiscard]] const SetFile* secondary(const std::string& key) const;
  /// The offsets that rows of the whole set name in it.
  [[nodiscard]] const std::vector<std::uint64_t>& pointers(const std::string& key) const;

 private:
  friend class SetOpening;

  SetFiles files_;
  std::vector<PrimaryFile> primaries_;
  std::vector<SetMailbox> mailboxes_;
  std::map<std::string, std::vector<std::uint64_t>> pointers_;
  DirectoryCount directory_;
  std::vector<std::string> remarks_;
  std::vector<std::string> damages_;
  std::vector<LostEntry> lost_entries_;
  std::vector<std::filesystem::path> members_;
};

}  // namespace iff
