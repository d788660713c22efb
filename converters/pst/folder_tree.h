// Where the folders of a source go in a PST.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "converters/model/folder.h"
#include "formats/pst/messaging/content.h"

namespace convert::pst {

enum class FolderPlace : std::uint8_t {
  Root,  // one that every PST has …
  Subtree,
  SearchRoot,
  Deleted,  // … to here
  New,
  LeftOut,  // a search folder: its messages live elsewhere
};

/// Decides, as folders arrive, which of them are those that every PST has. README.md has the rules.
class FolderTree {
 public:
  FolderTree() = default;
  explicit FolderTree(const model::Store& store);

  struct Entry {
    FolderPlace place = FolderPlace::New;
    /// Of a new folder: below which it goes. None: below the IPM subtree.
    std::optional<model::FolderId> parent{};
    ::pst::FolderRole role = ::pst::FolderRole::None;
    std::string path{};  // original names, joined by '/', without root and subtree
    model::Folder folder{};
  };

  const Entry& add(const model::Folder& folder);
  /// nullptr when it was never added.
  [[nodiscard]] const Entry* find(model::FolderId id) const;
  /// Every folder so far.
  [[nodiscard]] const std::map<model::FolderId, Entry>& entries() const { return entries_; }
  /// A root that stood for the subtree until that came: it has its own place by now. Told once.
  [[nodiscard]] std::optional<model::FolderId> take_displaced() {
    return std::exchange(displaced_, std::nullopt);
  }

 private:
  [[nodiscard]] FolderPlace place_of(const model::Folder& folder);
  [[nodiscard]] std::optional<model::FolderId> parent_of(const model::Folder& folder) const;
  [[nodiscard]] ::pst::FolderRole role_of(const model::Folder& folder);
  void displace_root(const model::Folder& folder);

  bool has_subtree_ = true;
  std::string search_root_;  // its native id
  std::set<model::FolderRole> taken_;
  std::map<model::FolderId, Entry> entries_;
  std::optional<model::FolderId> root_;  // in the subtree's place
  std::optional<model::FolderId> displaced_;
};

/// What a folder is called: its own name, or what stands for one.
[[nodiscard]] std::string name_of(const model::Folder& folder);

}  // namespace convert::pst
