#include "converters/pst/folder_tree.h"

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/little_endian.h"
#include "formats/mapi/property_tags.h"

namespace convert::pst {
namespace {

using model::FolderRole;

/// [MS-PST] 2.4.3.2: an entry id of a PST ends in the node; the source's native ids name it, too.
std::string native_id_in(const model::Store& store, std::uint16_t property) {
  constexpr std::size_t kEntryId = 24;
  constexpr std::size_t kNode = 4;
  constexpr unsigned kDigits = 8;
  const auto* found = store.properties.find(property);
  const auto* id = found == nullptr ? nullptr : std::get_if<model::Binary>(&found->value);
  if (id == nullptr || id->size() != kEntryId) {
    return {};
  }
  const auto nid = bytes::ByteReader(std::span(*id).last(kNode)).read<bytes::u32>();
  return "nid 0x" + bytes::hex_number(*nid, kDigits);
}

std::string joined(const std::string& parent, const std::string& name) {
  return parent.empty() ? name : parent + "/" + name;
}

::pst::FolderRole pst_role(FolderRole role) {
  switch (role) {
    case FolderRole::Inbox:
      return ::pst::FolderRole::Inbox;
    case FolderRole::Outbox:
      return ::pst::FolderRole::Outbox;
    case FolderRole::Sent:
      return ::pst::FolderRole::Sent;
    case FolderRole::Drafts:
      return ::pst::FolderRole::Drafts;
    case FolderRole::Junk:
      return ::pst::FolderRole::Junk;
    case FolderRole::Calendar:
      return ::pst::FolderRole::Calendar;
    case FolderRole::Contacts:
      return ::pst::FolderRole::Contacts;
    case FolderRole::Journal:
      return ::pst::FolderRole::Journal;
    case FolderRole::Notes:
      return ::pst::FolderRole::Notes;
    case FolderRole::Tasks:
      return ::pst::FolderRole::Tasks;
    default:
      return ::pst::FolderRole::None;
  }
}

}  // namespace

std::string name_of(const model::Folder& folder) {
  if (!folder.name.empty()) {
    return folder.name;
  }
  switch (folder.role) {
    case FolderRole::Recovered:
      return "Recovered Items";
    case FolderRole::LostAndFound:
      return "Lost and Found";
    default:
      return "(no name)";
  }
}

FolderTree::FolderTree(const model::Store& store)
    // A store that has the property has the folder; so has every OST, also before it met its
    // server. A personal address book has a root and nothing below it.
    : has_subtree_(store.properties.find(::mapi::PidTagIpmSubTreeEntryId) != nullptr ||
                   store.format.starts_with("OST")),
      search_root_(native_id_in(store, ::mapi::PidTagFinderEntryId)) {}

FolderPlace FolderTree::place_of(const model::Folder& folder) {
  if (folder.role == FolderRole::Search) {
    return FolderPlace::LeftOut;
  }
  if (!search_root_.empty() && folder.provenance.native_id == search_root_) {
    return FolderPlace::SearchRoot;
  }
  const auto first = [this](FolderRole role) { return taken_.insert(role).second; };
  if (folder.role == FolderRole::Root && first(FolderRole::Root)) {
    return has_subtree_ ? FolderPlace::Root : FolderPlace::Subtree;
  }
  if (folder.role == FolderRole::IpmSubtree && first(FolderRole::IpmSubtree)) {
    return FolderPlace::Subtree;
  }
  if (folder.role == FolderRole::Deleted && first(FolderRole::Deleted)) {
    return FolderPlace::Deleted;
  }
  return FolderPlace::New;
}

std::optional<model::FolderId> FolderTree::parent_of(const model::Folder& folder) const {
  const bool by_a_reader =
      folder.role == FolderRole::Recovered || folder.role == FolderRole::LostAndFound;
  const Entry* parent = folder.parent && !by_a_reader ? find(*folder.parent) : nullptr;
  return parent == nullptr || parent->place == FolderPlace::LeftOut ? std::nullopt : folder.parent;
}

::pst::FolderRole FolderTree::role_of(const model::Folder& folder) {
  const auto role = pst_role(folder.role);
  return role != ::pst::FolderRole::None && taken_.insert(folder.role).second
             ? role
             : ::pst::FolderRole::None;
}

/// A source that does not announce its subtree may have one all the same.
void FolderTree::displace_root(const model::Folder& folder) {
  if (folder.role == FolderRole::Root) {
    root_ = folder.id;
  } else if (root_) {
    entries_.at(*root_).place = FolderPlace::Root;
    displaced_ = std::exchange(root_, std::nullopt);
  }
}

const FolderTree::Entry& FolderTree::add(const model::Folder& folder) {
  Entry entry{.place = place_of(folder)};
  entry.parent = parent_of(folder);
  if (entry.place == FolderPlace::New) {
    entry.role = role_of(folder);
  }
  const Entry* above = entry.parent ? find(*entry.parent) : nullptr;
  const bool is_top = entry.place == FolderPlace::Root || entry.place == FolderPlace::Subtree;
  if (!is_top) {
    entry.path = joined(above == nullptr ? std::string() : above->path, name_of(folder));
  }
  entry.folder = folder;
  if (entry.place == FolderPlace::Subtree) {
    displace_root(folder);
  }
  return entries_.insert_or_assign(folder.id, std::move(entry)).first->second;
}

const FolderTree::Entry* FolderTree::find(model::FolderId id) const {
  const auto found = entries_.find(id);
  return found == entries_.end() ? nullptr : &found->second;
}

}  // namespace convert::pst
