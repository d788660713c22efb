#include "converters/iff/folder_names.h"

#include <algorithm>

#include "converters/iff/letter_text.h"
#include "formats/iff/ascii.h"

namespace convert::iff {
namespace {

using model::FolderRole;

std::string special_name(FolderRole role) {
  switch (role) {
    case FolderRole::Inbox:
      return "Inbox";
    case FolderRole::Outbox:
      return "Outbox";
    case FolderRole::Sent:
      return "Sent Items";
    case FolderRole::Deleted:
      return "Deleted Items";
    case FolderRole::Drafts:
      return "Drafts";
    default:
      return {};
  }
}

bool is_special(const std::string& name) {
  const std::string lower = ::iff::to_lower(name);
  return lower == "inbox" || lower == "outbox" || lower == "sent items" ||
         lower == "deleted items" || lower == "drafts";
}

}  // namespace

void FolderNames::add(const model::Folder& folder, Remarks& remarks) {
  if (folder.role == FolderRole::Root || folder.role == FolderRole::IpmSubtree) {
    paths_[folder.id.value] = {};
    return;
  }
  if (std::string special = special_name(folder.role); !special.empty()) {
    paths_[folder.id.value] = std::move(special);
    return;
  }
  std::string name(::iff::trim(line_of(folder.name)));
  if (name.find('\\') != std::string::npos) {
    std::ranges::replace(name, '\\', '/');
    ++remarks["folders have a backslash in their name: a slash is written"];
  }
  if (name.empty()) {
    name = "(no name)";
  }
  const std::string above =
      folder.parent && paths_.contains(folder.parent->value) ? paths_[folder.parent->value] : "";
  if (above.empty() && is_special(name)) {
    name += " (2)";
    ++remarks["folders are called like a special one and are not it: (2) stands behind their name"];
  }
  paths_[folder.id.value] = above.empty() ? name : above + "\\" + name;
}

const std::string& FolderNames::path(model::FolderId id) const {
  static const std::string kInbox = "Inbox";
  const auto found = paths_.find(id.value);
  return found == paths_.end() || found->second.empty() ? kInbox : found->second;
}

bool FolderNames::is_top(model::FolderId id) const {
  const auto found = paths_.find(id.value);
  return found == paths_.end() || found->second.empty();
}

}  // namespace convert::iff
