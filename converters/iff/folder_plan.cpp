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
    (void)place("Inbox");
  }
}

std::size_t FolderPlan::child(std::size_t parent, const std::string& name) {
  const Special* known = parent == kTop && !is_public_ ? special(name) : nullptr;
  const std::string called = known == nullptr ? name : std::string(known->called);
  const auto [entry, is_new] = children_.emplace(std::pair(parent, called), folders_.size());
  if (is_new) {
    model::Folder folder;
    folder.id = {static_cast<std::uint32_t>(folders_.size() + 1)};
    folder.parent = folders_[parent].id;
    folder.name = called;
    folder.role = known == nullptr ? FolderRole::None : known->role;
    folder.container_class = "IPF.Note";
    folders_.push_back(std::move(folder));
  }
  return entry->second;
}

std::size_t FolderPlan::place(std::string_view path) {
  std::size_t at = kTop;
  for (const std::string& level : levels_of(path)) {
    at = child(at, level);
  }
  return at;
}

void FolderPlan::expect(std::string_view path) { ++folders_[place(path)].expected_items; }

void FolderPlan::expect_contact() {
  model::Folder& folder = folders_[child(kTop, "Contacts")];
  folder.role = FolderRole::Contacts;
  folder.item_kind = model::ItemKind::Contacts;
  folder.container_class = "IPF.Contact";
  ++folder.expected_items;
}

std::optional<model::FolderId> FolderPlan::find(std::string_view path) const {
  std::size_t at = kTop;
  for (const std::string& level : levels_of(path)) {
    const Special* known = at == kTop && !is_public_ ? special(level) : nullptr;
    const auto found = children_.find({at, known == nullptr ? level : std::string(known->called)});
    if (found == children_.end()) {
      return std::nullopt;
    }
    at = found->second;
  }
  return folders_[at].id;
}

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
