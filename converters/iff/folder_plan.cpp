#include "converters/iff/folder_plan.h"

#include <algorithm>
#include <array>
#include <utility>

#include "formats/iff/ascii.h"

namespace convert::iff {
namespace {

using model::FolderRole;

struct Special {
  std::string_view name;  // in lower case
  std::string_view called;
  FolderRole role;
};
constexpr std::array kSpecials = {Special{"inbox", "Inbox", FolderRole::Inbox},
                                  Special{"outbox", "Outbox", FolderRole::Outbox},
                                  Special{"sent items", "Sent Items", FolderRole::Sent},
                                  Special{"deleted items", "Deleted Items", FolderRole::Deleted},
                                  Special{"drafts", "Drafts", FolderRole::Drafts}};

constexpr std::size_t kTop = 1;  // behind the root

const Special* special(std::string_view name) {
  const std::string lower = ::iff::to_lower(name);
  for (const Special& one : kSpecials) {
    if (one.name == lower) {
      return &one;
    }
  }
  return nullptr;
}

std::vector<std::string> levels_of(std::string_view path) {
  std::vector<std::string> levels;
  while (!path.empty()) {
    const std::size_t end =
        levels.size() + 1 == kMostLevels ? std::string_view::npos : path.find('\\');
    const std::string_view level = path.substr(0, end);
    if (!level.empty()) {
      levels.emplace_back(level);
    }
    path = end == std::string_view::npos ? std::string_view() : path.substr(end + 1);
  }
  if (levels.empty()) {
    levels.emplace_back("Inbox");
  }
  return levels;
}

}  // namespace

FolderPlan::FolderPlan(bool is_public) : is_public_(is_public) {
  model::Folder root;
  root.id = {1};
  root.role = FolderRole::Root;
  folders_.push_back(root);
  model::Folder top;
  top.id = {2};
  top.parent = root.id;
  top.name = is_public ? "Public Folders" : "Top of Personal Folders";
  top.role = FolderRole::IpmSubtree;
  folders_.push_back(top);
  if (!is_public) {
    (void)child(kTop, "Inbox");
  }
}

std::string FolderPlan::called(std::size_t parent, const std::string& name) const {
  const Special* known = parent == kTop && !is_public_ ? special(name) : nullptr;
  return known == nullptr ? name : std::string(known->called);
}

std::size_t FolderPlan::child(std::size_t parent, const std::string& name) {
  const Special* known = parent == kTop && !is_public_ ? special(name) : nullptr;
  const std::string own = called(parent, name);
  const auto [entry, is_new] = children_.emplace(std::pair(parent, own), folders_.size());
  if (is_new) {
    model::Folder folder;
    folder.id = {static_cast<std::uint32_t>(folders_.size() + 1)};
    folder.parent = folders_[parent].id;
    folder.name = own;
    folder.role = known == nullptr ? FolderRole::None : known->role;
    folder.container_class = "IPF.Note";
    folders_.push_back(std::move(folder));
  }
  return entry->second;
}

bool FolderPlan::is_full() const { return folders_.size() >= kMostFolders; }

std::size_t FolderPlan::instead_of_top() const {
  return is_public_ ? kTop : children_.at({kTop, "Inbox"});
}

FolderPlan::Walk FolderPlan::walk(std::string_view path) const {
  Walk walk{.at = kTop};
  for (const std::string& level : levels_of(path)) {
    const auto found = children_.find({walk.at, called(walk.at, level)});
    if (found == children_.end()) {
      walk.is_whole = false;
      break;
    }
    walk.at = found->second;
  }
  if (!walk.is_whole && walk.at == kTop) {
    walk.at = instead_of_top();
  }
  return walk;
}

FolderPlan::Walk FolderPlan::place(std::string_view path) {
  std::size_t at = kTop;
  for (const std::string& level : levels_of(path)) {
    if (is_full() && !children_.contains({at, called(at, level)})) {
      break;
    }
    at = child(at, level);
  }
  return walk(path);
}

bool FolderPlan::expect(std::string_view path) {
  const Walk found = place(path);
  ++folders_[found.at].expected_items;
  return found.is_whole;
}

void FolderPlan::expect_contact() {
  model::Folder& folder = folders_[child(kTop, "Contacts")];
  folder.role = FolderRole::Contacts;
  folder.item_kind = model::ItemKind::Contacts;
  folder.container_class = "IPF.Contact";
  ++folder.expected_items;
}

std::optional<model::FolderId> FolderPlan::find(std::string_view path) const {
  const Walk found = walk(path);
  return found.is_whole || is_full() ? std::optional(folders_[found.at].id) : std::nullopt;
}

bool FolderPlan::has(std::string_view path) const { return walk(path).is_whole; }

std::optional<model::FolderId> FolderPlan::find_at_top(std::string_view name) const {
  const auto found = std::ranges::find_if(folders_, [&](const model::Folder& folder) {
    return folder.parent == top() && ::iff::to_lower(folder.name) == ::iff::to_lower(name);
  });
  return found == folders_.end() ? std::nullopt : std::optional(found->id);
}

model::FolderId FolderPlan::top() const { return folders_[kTop].id; }

std::optional<model::FolderId> FolderPlan::contacts() const {
  const auto found = children_.find({kTop, "Contacts"});
  return found == children_.end() ? std::nullopt : std::optional(folders_[found->second].id);
}

bool FolderPlan::is_drafts(model::FolderId id) const {
  return folders_[id.value - 1].role == FolderRole::Drafts;
}

}  // namespace convert::iff
