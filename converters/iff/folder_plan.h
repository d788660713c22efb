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

class FolderPlan {
 public:
  /// With Inbox, unless `is_public`: public folders have no roles.
  explicit FolderPlan(bool is_public);

  /// Expects one more item in the folder of `path`, which is decoded: "Filed Mail\FYI"; a doubled
  /// backslash is one, empty is the Inbox.
  void expect(std::string_view path);
  /// The same for the address book.
  void expect_contact();

  /// nullopt for what was not expected: the file changed since.
  [[nodiscard]] std::optional<model::FolderId> find(std::string_view path) const;
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
  [[nodiscard]] std::size_t place(std::string_view path);
  [[nodiscard]] std::size_t child(std::size_t parent, const std::string& name);

  bool is_public_;
  std::vector<model::Folder> folders_;
  std::map<std::pair<std::size_t, std::string>, std::size_t> children_;  // by parent and name
};

}  // namespace convert::iff
