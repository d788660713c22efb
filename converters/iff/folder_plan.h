// The folders of a mailbox, from the paths in its rows. formats/iff/FORMAT.md 5.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "converters/model/folder.h"

namespace convert::iff {

/// The deepest that folders stand within each other; a longer path ends in one name.
inline constexpr std::size_t kMostLevels = 64;
/// The most folders of a mailbox. The clients of the time did not open a tenth of it; paths of a
/// damaged set, a new one in each row, would else take all memory.
inline constexpr std::size_t kMostFolders = 100'000;

class FolderPlan {
 public:
  /// With Inbox, unless `is_public`: public folders have no roles.
  explicit FolderPlan(bool is_public);

  /// Expects one more item in the folder of `path`, which is decoded: "Filed Mail\FYI"; a doubled
  /// backslash is one, empty is the Inbox. With kMostFolders there is no new one: the item belongs
  /// into the last folder on its path that there is, at the top into the Inbox (the top one itself
  /// of public folders). False then.
  bool expect(std::string_view path);
  /// The same for the address book.
  void expect_contact();

  /// nullopt for what was not expected: the file changed since. With kMostFolders, as expect().
  [[nodiscard]] std::optional<model::FolderId> find(std::string_view path) const;
  /// Whether find() is the folder that `path` says, and not one above it.
  [[nodiscard]] bool has(std::string_view path) const;
  [[nodiscard]] std::optional<model::FolderId> contacts() const;
  /// The folder of this name in the top one, whatever the case of its letters.
  [[nodiscard]] std::optional<model::FolderId> find_at_top(std::string_view name) const;
  /// What the user sees as the mailbox.
  [[nodiscard]] model::FolderId top() const;
  /// Whether drafts belong there.
  [[nodiscard]] bool is_drafts(model::FolderId id) const;
  /// Parents before their children; ids are their places, from 1.
  [[nodiscard]] const std::vector<model::Folder>& folders() const { return folders_; }

 private:
  /// Where a path leads among the folders there are.
  struct Walk {
    std::size_t at = 0;
    bool is_whole = true;  // false: the last levels of the path are missing
  };

  [[nodiscard]] bool is_full() const;
  [[nodiscard]] Walk walk(std::string_view path) const;
  [[nodiscard]] Walk place(std::string_view path);
  [[nodiscard]] std::size_t instead_of_top() const;
  [[nodiscard]] std::string called(std::size_t parent, const std::string& name) const;
  [[nodiscard]] std::size_t child(std::size_t parent, const std::string& name);

  bool is_public_;
  std::vector<model::Folder> folders_;
  std::map<std::pair<std::size_t, std::string>, std::size_t> children_;  // by parent and name
};

}  // namespace convert::iff
