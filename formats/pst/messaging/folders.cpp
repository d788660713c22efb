#include "formats/pst/messaging/folders.h"

#include <algorithm>
#include <utility>

#include "formats/pst/ltp/packed_values.h"
#include "formats/pst/messaging/entry_id.h"
#include "formats/pst/messaging/file_text.h"
#include "formats/pst/messaging/fixed_nodes.h"
#include "formats/pst/messaging/object_writer.h"
#include "formats/pst/messaging/property_size.h"
#include "formats/pst/messaging/row.h"
#include "formats/pst/messaging/table_columns.h"
#include "formats/pst/messaging/tags.h"

namespace pst {
namespace {

void put(std::vector<StoredProperty>& properties, StoredProperty property) {
  const auto place = std::ranges::lower_bound(properties, property.id, {}, &StoredProperty::id);
  if (place != properties.end() && place->id == property.id) {
    *place = std::move(property);
  } else {
    properties.insert(place, std::move(property));
  }
}

void put_number(std::vector<StoredProperty>& properties, std::uint16_t id, std::uint16_t type,
                std::uint32_t value) {
  put(properties, {.id = id, .type = type, .value = value});
}

/// FORMAT.md 4.1: what Outlook sorts and groups by stands in the rows, behind the template's
/// columns.
std::vector<ColumnTag> contents_columns(Width width) {
  constexpr std::uint16_t kKeywords = 0x8013;  // the name map's place for it
  auto columns = template_columns(TableKind::Contents, width);
  for (const auto& [id, type] : std::initializer_list<std::pair<std::uint16_t, std::uint16_t>>{
           {0x1080, tag::kInteger32},  // PidTagIconIndex
           {0x300B, tag::kBinary},     // PidTagSearchKey
           {0x1035, tag::kString},     // PidTagInternetMessageId
           {0x1090, tag::kInteger32},  // PidTagFlagStatus
           {kKeywords, tag::kMultiple | tag::kString}}) {
    columns.push_back({.id = id, .type = type_in(width, type)});
  }
  return columns;
}

std::vector<StoredProperty> named(Width width, Bytes name) {
  return {{.id = tag::PidTagDisplayName,
           .type = type_in(width, tag::kString),
           .value = std::move(name)}};
}

/// What a row takes in its table beside the row itself and its values: an index record, heap
/// indexes.
constexpr std::uint64_t kRowOverhead = 32;
constexpr std::uint64_t kFolderOverhead = 4096;  // four nodes and the blocks they may need

constexpr std::size_t table_number(std::size_t folder, bool associated) {
  return 2 * folder + (associated ? 1 : 0);
}

}  // namespace

Folders::Folders(NdbWriter& ndb, Bytes subtree, Bytes search_root, Bytes deleted)
    : ndb_(ndb),
      contents_layout_(contents_columns(ndb.width())),
      associated_layout_(template_columns(TableKind::AssociatedContents, ndb.width())) {
  append(kRootFolder, kRootFolder, named(ndb.width(), {}));
  static_cast<void>(add(kRootFolder, FolderRole::None, named(ndb.width(), std::move(subtree))));
  static_cast<void>(add(kRootFolder, FolderRole::None, named(ndb.width(), std::move(search_root))));
  static_cast<void>(add(kSubtree, FolderRole::Deleted, named(ndb.width(), std::move(deleted))));
}

std::size_t Folders::append(Nid nid, Nid parent, std::vector<StoredProperty> properties) {
  const auto number = folders_.size();
  std::ranges::sort(properties, {}, &StoredProperty::id);
  folders_.emplace_back();
  folders_.back().nid = nid;
  folders_.back().parent = parent;
  property_bytes_ += stored_size(properties);
  folders_.back().properties = std::move(properties);
  numbers_.emplace(nid, number);
  return number;
}

Result<Nid> Folders::add(Nid parent, FolderRole role, std::vector<StoredProperty> properties) {
  const auto& children = folders_[numbers_.at(parent)].children;
  // One row of the root's table is the search folder's.
  if (ndb_.width() == Width::Ansi && children.size() + 1 >= kMostAnsiRows) {
    return bytes::fail(bytes::ErrorKind::LimitExceeded,
                       "an ANSI PST has room for 65,535 folders in one folder",
                       "write a Unicode PST");
  }
  const auto nid = ndb_.next_nid(NidType::NormalFolder);
  const auto number = append(nid, parent, std::move(properties));
  folders_[numbers_.at(parent)].children.push_back(number);
  if (auto& taken = roles_.at(static_cast<std::size_t>(role)); taken == Nid{}) {
    taken = nid;
  }
  return nid;
}

void Folders::set(Nid folder, std::vector<StoredProperty> properties) {
  std::ranges::sort(properties, {}, &StoredProperty::id);
  auto& own = folders_[numbers_.at(folder)].properties;
  property_bytes_ += stored_size(properties);
  property_bytes_ -= stored_size(own);
  own = std::move(properties);
}

Nid Folders::of_role(FolderRole role) const {
  return role == FolderRole::None ? Nid{} : roles_.at(static_cast<std::size_t>(role));
}

Result<void> Folders::add_row(Nid folder, const NewRow& row) {
  const auto number = numbers_.at(folder);
  auto& owner = folders_[number];
  (row.associated ? owner.associated : owner.contents) += 1;
  owner.unread += row.unread ? 1 : 0;
  owner.row_bytes += row.weight;
  owner.shared += row.shared;
  row_count_ += 1;
  row_bytes_ += row.weight;
  return rows_.add(table_number(number, row.associated),
                   {.row_id = row.message.value, .version = ndb_.next_row_version()}, row.cells);
}

std::uint64_t Folders::items_in(Nid folder) const {
  const auto& owner = folders_[numbers_.at(folder)];
  return std::uint64_t{owner.contents} + owner.associated;
}

bool Folders::has_room(Nid folder) const {
  // A heap has 65,536 blocks, 536 MB with a little waste in each, and a node 173,400 subnodes
  // ([MS-PST] 2.3.1.1, 2.2.2.8.3.3); a row has at most a few KB and a handful of subnodes.
  constexpr std::uint64_t kMostRowBytes = std::uint64_t{256} * 1024 * 1024;
  constexpr std::uint64_t kMostShared = 150'000;
  const auto& owner = folders_[numbers_.at(folder)];
  return owner.row_bytes < kMostRowBytes && owner.shared < kMostShared;
}

std::uint64_t Folders::pending_size() const {
  const auto rows = row_count_ * (contents_layout_.row_size() + kRowOverhead) + row_bytes_;
  return rows + folders_.size() * kFolderOverhead + property_bytes_;
}

Result<void> Folders::write_table(const Folder& folder, std::size_t number, bool associated,
                                  Templates& templates) {
  const auto nid =
      sibling(folder.nid, associated ? NidType::AssociatedContentsTable : NidType::ContentsTable);
  if ((associated ? folder.associated : folder.contents) == 0) {
    const auto empty =
        templates.borrow(ndb_, associated ? TableKind::AssociatedContents : TableKind::Contents);
    return empty ? ndb_.add_node(nid, *empty, {}, {}) : tl::unexpected(empty.error());
  }
  TableContextWriter table(ndb_, layout(associated));
  RowStore::Reader reader(rows_, table_number(number, associated));
  RowStore::Reader::Entry entry;
  for (;;) {
    const auto more = reader.next(entry);
    if (!more) {
      return tl::unexpected(more.error());
    }
    if (!*more) {
      break;
    }
    const auto cells = Row::unpack(entry.cells);
    auto added = table.add_row(entry.header.row_id, entry.header.version, cells);
    if (!added) {
      return added;
    }
  }
  const auto written = table.finish();
  return written ? ndb_.add_node(nid, written->data.bid, written->subnodes, {})
                 : tl::unexpected(written.error());
}

Result<void> Folders::write_contents(Templates& templates) {
  for (std::size_t number = 0; number < folders_.size(); ++number) {
    for (const bool associated : {false, true}) {
      if (auto written = write_table(folders_[number], number, associated, templates); !written) {
        return written;
      }
    }
  }
  return {};
}

std::vector<StoredProperty> Folders::complete(const Folder& folder) const {
  auto out = folder.properties;
  const bool has_children = !folder.children.empty();
  put_number(out, tag::PidTagContentCount, tag::kInteger32, folder.contents);
  put_number(out, tag::PidTagContentUnreadCount, tag::kInteger32, folder.unread);
  put_number(out, tag::PidTagSubfolders, tag::kBoolean, has_children ? 1 : 0);
  if (folder.associated != 0) {
    put_number(out, tag::PidTagAssociatedContentCount, tag::kInteger32, folder.associated);
  }
  return out;
}

Result<void> Folders::write_hierarchy(const Folder& folder, Templates& templates) {
  const auto nid = sibling(folder.nid, NidType::HierarchyTable);
  if (folder.children.empty()) {
    const auto empty = templates.borrow(ndb_, TableKind::Hierarchy);
    return empty ? ndb_.add_node(nid, *empty, {}, {}) : tl::unexpected(empty.error());
  }
  const TableLayout layout(template_columns(TableKind::Hierarchy, ndb_.width()));
  TableContextWriter table(ndb_, layout);
  const auto add = [&](Nid child, const std::vector<StoredProperty>& properties) {
    Row row;
    for (const auto& property : properties) {
      row.add_property(ndb_, layout, property);
    }
    return table.add_row(child.value, ndb_.next_row_version(), Row::unpack(row.packed()));
  };
  if (folder.nid == kRootFolder) {
    if (auto added = add(kSearchFolder, search_folder_properties()); !added) {
      return added;
    }
  }
  for (const auto child : folder.children) {
    if (auto added = add(folders_[child].nid, complete(folders_[child])); !added) {
      return added;
    }
  }
  const auto written = table.finish();
  return written ? ndb_.add_node(nid, written->data.bid, written->subnodes, {})
                 : tl::unexpected(written.error());
}

std::vector<StoredProperty> Folders::search_folder_properties() const {
  auto out = named(ndb_.width(), file_text(ndb_.width(), "SPAM Search Folder 2"));
  put_number(out, tag::PidTagContentCount, tag::kInteger32, 0);
  put_number(out, tag::PidTagContentUnreadCount, tag::kInteger32, 0);
  put_number(out, tag::PidTagSubfolders, tag::kBoolean, 0);
  return out;
}

Result<void> Folders::write_node(Nid nid, Nid parent, std::vector<StoredProperty> properties) {
  const auto written = write_object(ndb_, std::move(properties), {});
  return written ? ndb_.add_node(nid, written->data, written->subnodes, parent)
                 : tl::unexpected(written.error());
}

/// FORMAT.md 4.2: clients look for these folders in the Inbox first, then in the root.
void Folders::add_special_ids(std::vector<StoredProperty>& properties,
                              const Guid& record_key) const {
  struct Special {
    FolderRole role;
    std::uint16_t id;
  };
  constexpr std::array<Special, 6> kSpecial = {{
      {FolderRole::Calendar, tag::PidTagIpmAppointmentEntryId},
      {FolderRole::Contacts, tag::PidTagIpmContactEntryId},
      {FolderRole::Journal, tag::PidTagIpmJournalEntryId},
      {FolderRole::Notes, tag::PidTagIpmNoteEntryId},
      {FolderRole::Tasks, tag::PidTagIpmTaskEntryId},
      {FolderRole::Drafts, tag::PidTagIpmDraftsEntryId},
  }};
  for (const auto& special : kSpecial) {
    if (const auto nid = of_role(special.role); nid != Nid{}) {
      put(properties,
          {.id = special.id, .type = tag::kBinary, .value = store_entry_id(record_key, nid)});
    }
  }
  if (const auto junk = of_role(FolderRole::Junk); junk != Nid{}) {
    // [MS-OXOSFLD] 2.2.4: conflicts, sync issues, local and server failures, junk.
    const std::array<Bytes, 5> ids = {Bytes{}, Bytes{}, Bytes{}, Bytes{},
                                      store_entry_id(record_key, junk)};
    put(properties, {.id = tag::PidTagAdditionalRenEntryIds,
                     .type = tag::kMultiple | tag::kBinary,
                     .value = pack_variable_values(ids)});
  }
}

Result<void> Folders::write(Templates& templates, const Guid& record_key) {
  for (const auto& folder : folders_) {
    if (auto written = write_hierarchy(folder, templates); !written) {
      return written;
    }
    auto properties = complete(folder);
    if (folder.nid == kRootFolder || folder.nid == of_role(FolderRole::Inbox)) {
      add_special_ids(properties, record_key);
    }
    if (auto written = write_node(folder.nid, folder.parent, std::move(properties)); !written) {
      return written;
    }
  }
  return write_node(kSearchFolder, kRootFolder, search_folder_properties());
}

}  // namespace pst
