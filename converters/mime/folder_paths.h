// Where the folders of a store stand in the output.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "converters/model/folder.h"
#include "formats/mime/containers.h"

namespace convert::mime {

/// Places folders. The root and the IPM subtree ("Top of Personal Folders") are what a store is
/// made of, not what a user calls a folder: they stand at the top of the output, their children
/// below it. Folders outside the subtree keep their names and those of their parents.
class FolderPaths {
 public:
  struct Place {
    ::mime::FolderPath path;  // no other folder has it; empty: the top
    std::string original;     // the store's own names joined by '/', the elided ones included
    model::FolderRole role = model::FolderRole::None;
    /// The folder may be one that leads to the subtree only (the "Root - Mailbox" of an OST): it is
    /// to be made when something is put into it, or when it is clear that it is none.
    bool may_lead_to_subtree = false;
  };

  /// The parent was added before; a folder whose parent was not stands at the top.
  void add(const model::Folder& folder);
  /// nullptr for a folder that was never added.
  [[nodiscard]] const Place* find(model::FolderId id) const;
  /// Whether the subtree lies below the folder.
  [[nodiscard]] bool leads_to_subtree(model::FolderId id) const;
  /// Folders added so far, in their order.
  [[nodiscard]] const std::vector<model::FolderId>& order() const { return order_; }
  /// The subfolder for associated items, claimed when first asked for.
  [[nodiscard]] ::mime::FolderPath hidden_items(model::FolderId id);

 private:
  [[nodiscard]] ::mime::FolderPath unique_path(::mime::FolderPath path);

  struct Entry {
    Place place{};
    std::optional<model::FolderId> parent{};
    bool in_subtree = false;
    std::optional<::mime::FolderPath> hidden{};
  };
  std::map<model::FolderId, Entry> entries_;
  std::vector<model::FolderId> order_;
  std::set<::mime::FolderPath> taken_;
  std::map<::mime::FolderPath, std::uint32_t> numbers_;  // the last one given, by wanted path
  std::set<model::FolderId> above_subtree_;
};

}  // namespace convert::mime
