#include "converters/mime/folder_paths.h"

#include <utility>

namespace convert::mime {
namespace {

std::string shown_name(const model::Folder& folder) {
  switch (folder.role) {
    case model::FolderRole::Recovered:
      return "Recovered Items";
    case model::FolderRole::LostAndFound:
      return "Lost and Found";
    default:
      return folder.name.empty() ? "(no name)" : folder.name;
  }
}

bool is_elided(model::FolderRole role) {
  return role == model::FolderRole::Root || role == model::FolderRole::IpmSubtree;
}

std::string joined(const std::string& parent, const std::string& name) {
  return parent.empty() ? name : parent + '/' + name;
}

}  // namespace

void FolderPaths::add(const model::Folder& folder) {
  const auto parent = folder.parent ? entries_.find(*folder.parent) : entries_.end();
  const bool has_parent = parent != entries_.end();
  Entry entry{.parent = folder.parent};
  entry.place.role = folder.role;
  entry.place.original =
      joined(has_parent ? parent->second.place.original : std::string(), folder.name);
  entry.in_subtree =
      folder.role == model::FolderRole::IpmSubtree || (has_parent && parent->second.in_subtree);
  if (folder.role == model::FolderRole::IpmSubtree) {
    for (auto above = folder.parent; above && entries_.contains(*above);
         above = entries_.at(*above).parent) {
      if (!above_subtree_.insert(*above).second) {
        break;
      }
    }
  }
  if (!is_elided(folder.role)) {
    ::mime::FolderPath path = has_parent ? parent->second.place.path : ::mime::FolderPath{};
    path.push_back(shown_name(folder));
    entry.place.path = unique_path(std::move(path));
    entry.place.may_lead_to_subtree = !entry.in_subtree;
  }
  order_.push_back(folder.id);
  entries_.insert_or_assign(folder.id, std::move(entry));
}

const FolderPaths::Place* FolderPaths::find(model::FolderId id) const {
  const auto found = entries_.find(id);
  return found == entries_.end() ? nullptr : &found->second.place;
}

bool FolderPaths::leads_to_subtree(model::FolderId id) const { return above_subtree_.contains(id); }

::mime::FolderPath FolderPaths::hidden_items(model::FolderId id) {
  Entry& entry = entries_.at(id);
  if (!entry.hidden) {
    ::mime::FolderPath path = entry.place.path;
    path.emplace_back("Hidden Items");
    entry.hidden = unique_path(std::move(path));
  }
  return *entry.hidden;
}

::mime::FolderPath FolderPaths::unique_path(::mime::FolderPath path) {
  // Q253564: a number only where two folders of the source would meet.
  if (taken_.insert(path).second) {
    return path;
  }
  const std::string name = path.back();
  std::uint32_t& number = numbers_.try_emplace(path, 1).first->second;
  do {
    path.back() = name + " (" + std::to_string(++number) + ')';
  } while (!taken_.insert(path).second);
  return path;
}

}  // namespace convert::mime
