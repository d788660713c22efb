#include "converters/ccmail/folders.h"

#include <algorithm>
#include <array>

#include "formats/text/ascii.h"

namespace convert::ccmail {
namespace {

using model::FolderRole;

constexpr std::size_t kTop = 1;  // behind the root
constexpr std::string_view kInbox = "Inbox";
constexpr std::string_view kBoards = "Bulletin Boards";

struct Special {
  std::string_view name;
  FolderRole role;
};
constexpr std::array kSpecials = {
    Special{kInbox, FolderRole::Inbox}, Special{"Drafts", FolderRole::Drafts},
    Special{"Trash", FolderRole::Deleted}, Special{"Contacts", FolderRole::Contacts}};

/// As the roles are spelled, whatever the case of letters.
std::string canonical(const std::string& name) {
  const auto* known = std::ranges::find_if(
      kSpecials, [&](const Special& one) { return text::same_word(one.name, name); });
  return known == kSpecials.end() ? name : std::string(known->name);
}

FolderRole role_of(std::string_view name) {
  const auto* known = std::ranges::find(kSpecials, name, &Special::name);
  return known == kSpecials.end() ? FolderRole::None : known->role;
}

std::string or_inbox(const std::string& name) { return name.empty() ? std::string(kInbox) : name; }

}  // namespace

bool is_client_folder(const std::string& name) {
  constexpr std::array<std::string_view, 3> kNames = {"stationery", "preferences", "rules"};
  return std::ranges::find(kNames, text::lower_case(name)) != kNames.end();
}

Folders::Folders() {
  model::Folder root;
  root.id = {1};
  root.role = FolderRole::Root;
  folders_.push_back(root);
  model::Folder top;
  top.id = {2};
  top.parent = root.id;
  top.name = "Top of Personal Folders";
  top.role = FolderRole::IpmSubtree;
  folders_.push_back(top);
  (void)child(kTop, std::string(kInbox));
}

std::size_t Folders::child(std::size_t parent, const std::string& name) {
  const std::string called = parent == kTop ? canonical(name) : name;
  const auto [entry, is_new] = children_.emplace(std::pair(parent, called), folders_.size());
  if (is_new) {
    model::Folder folder;
    folder.id = {static_cast<std::uint32_t>(folders_.size() + 1)};
    folder.parent = folders_[parent].id;
    folder.name = called;
    folder.role = parent == kTop ? role_of(called) : FolderRole::None;
    folder.container_class = "IPF.Note";
    folders_.push_back(std::move(folder));
  }
  return entry->second;
}

model::FolderId Folders::expect(const std::string& name) {
  model::Folder& folder = folders_[child(kTop, or_inbox(name))];
  ++folder.expected_items;
  return folder.id;
}

model::FolderId Folders::expect_board(const std::string& name) {
  model::Folder& folder = folders_[child(child(kTop, std::string(kBoards)), name)];
  ++folder.expected_items;
  return folder.id;
}

void Folders::expect_contact() {
  model::Folder& folder = folders_[child(kTop, "Contacts")];
  folder.role = FolderRole::Contacts;
  folder.item_kind = model::ItemKind::Contacts;
  folder.container_class = "IPF.Contact";
  ++folder.expected_items;
}

std::optional<model::FolderId> Folders::find(std::size_t parent, const std::string& name) const {
  const auto found = children_.find({parent, parent == kTop ? canonical(name) : name});
  return found == children_.end() ? std::nullopt : std::optional(folders_[found->second].id);
}

std::optional<model::FolderId> Folders::find(const std::string& name) const {
  return find(kTop, or_inbox(name));
}

std::optional<model::FolderId> Folders::find_board(const std::string& name) const {
  const auto boards = find(kTop, std::string(kBoards));
  return boards ? find(boards->value - 1, name) : std::nullopt;
}

std::optional<model::FolderId> Folders::contacts() const { return find(kTop, "Contacts"); }

bool Folders::is_drafts(model::FolderId id) const {
  return folders_[id.value - 1].role == FolderRole::Drafts;
}

}  // namespace convert::ccmail
