// The folders of a mailbox of exports, and how many items each gets.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "converters/model/folder.h"

namespace convert::ccmail {

class Folders {
 public:
  Folders();

  /// One item more in that folder. Names are UTF-8 and never divided: cc:Mail's folders have no
  /// levels (KB Q198861). Empty: Inbox.
  model::FolderId expect(const std::string& name);
  /// A bulletin board, by its name without `#`.
  model::FolderId expect_board(const std::string& name);
  void expect_contact();

  [[nodiscard]] const std::vector<model::Folder>& all() const { return folders_; }
  [[nodiscard]] std::optional<model::FolderId> find(const std::string& name) const;
  [[nodiscard]] std::optional<model::FolderId> find_board(const std::string& name) const;
  [[nodiscard]] std::optional<model::FolderId> contacts() const;
  [[nodiscard]] bool is_drafts(model::FolderId id) const;
  [[nodiscard]] model::FolderId top() const { return folders_[1].id; }

 private:
  std::size_t child(std::size_t parent, const std::string& name);
  [[nodiscard]] std::optional<model::FolderId> find(std::size_t parent,
                                                    const std::string& name) const;

  std::vector<model::Folder> folders_;
  std::map<std::pair<std::size_t, std::string>, std::size_t> children_;
};

/// Folders of Release 8 clients that hold no mail (KB Q174255).
[[nodiscard]] bool is_client_folder(const std::string& name);

}  // namespace convert::ccmail
