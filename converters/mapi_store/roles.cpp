#include "converters/mapi_store/roles.h"

#include <algorithm>
#include <span>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/little_endian.h"

namespace convert::mapi_store {
namespace {

using model::FolderRole;

// [MS-PST] 2.4.1: fixed nodes.
constexpr std::uint32_t kRootFolder = 0x122;
constexpr std::uint32_t kReceiveFolderTable = 0x62B;

// [MS-OXPROPS]; PidTagRecordKey of the store is the provider UID of its entry ids.
constexpr std::uint32_t kRecordKey = 0x0FF9;
constexpr std::uint32_t kMessageClass = 0x001A;
constexpr std::uint32_t kReceiveFolderNid = 0x6605;
constexpr std::uint32_t kAdditionalRenEntryIds = 0x36D8;
constexpr std::uint32_t kFolderId = 0x67F4;

struct Special {
  std::uint32_t property;
  FolderRole role;
};
// On the store: PidTagIpmSubTreeEntryId, -Outbox-, -Wastebasket-, -SentMail-.
constexpr std::array kOfStore = {
    Special{0x35E0, FolderRole::IpmSubtree}, Special{0x35E2, FolderRole::Outbox},
    Special{0x35E3, FolderRole::Deleted}, Special{0x35E4, FolderRole::Sent}};
// [MS-OXOSFLD] 2.2.3, on the inbox and on the root: PidTagIpmAppointmentEntryId, -Contact-,
// -Journal-, -Note-, -Task-, -Drafts-.
constexpr std::array kOfInbox = {
    Special{0x36D0, FolderRole::Calendar}, Special{0x36D1, FolderRole::Contacts},
    Special{0x36D2, FolderRole::Journal},  Special{0x36D3, FolderRole::Notes},
    Special{0x36D4, FolderRole::Tasks},    Special{0x36D7, FolderRole::Drafts}};
// [MS-OXOSFLD] 2.2.4 PidTagAdditionalRenEntryIds: "index 4: Junk Email".
constexpr std::size_t kJunkIndex = 4;

// [MS-PST] 2.4.3.2 EntryID: rgbFlags 4, uid 16, nid 4.
constexpr std::size_t kPstEntryId = 24;
constexpr std::size_t kUidOffset = 4;
constexpr std::size_t kUidSize = 16;
// [MS-OXCDATA] 2.2.4.1 folder EntryID of a server's mailbox: Flags 4, ProviderUID 16, FolderType 2,
// DatabaseGuid 16, GlobalCounter 6, Pad 2.
constexpr std::size_t kServerEntryId = 46;
constexpr std::size_t kCounterOffset = 38;

// The folders an OST makes for itself before it has met the server have replica 0 and these
// counters (formats/pff/FORMAT.md 5: confirmed by 2 of 2 files, no document).
constexpr std::array kLocalFolders = {
    Special{0x0A, FolderRole::IpmSubtree}, Special{0x0B, FolderRole::Deleted},
    Special{0x0C, FolderRole::Inbox}, Special{0x0D, FolderRole::Outbox},
    Special{0x0E, FolderRole::Sent}};

}  // namespace

void Roles::claim(const RecordSet& set, std::uint32_t property, FolderRole role) {
  if (const auto* entry = set.find(property)) {
    claims_.push_back({.entry_id = entry->data, .role = role});
  }
}

void Roles::claim_junk(const RecordSet& set) {
  const auto* entry = set.find(kAdditionalRenEntryIds);
  if (entry != nullptr && entry->values.size() > kJunkIndex) {
    claims_.push_back({.entry_id = entry->values[kJunkIndex], .role = FolderRole::Junk});
  }
}

void Roles::learn_store(const RecordSet& store, const OpenStore& from) {
  is_ost_ = from.is_ost();
  if (const auto* key = store.find(kRecordKey)) {
    record_key_ = key->data;
  }
  for (const auto& special : kOfStore) {
    claim(store, special.property, special.role);
  }
  const auto table = from.item(kReceiveFolderTable);
  const auto rows = table ? (*table)->record_set_count() : bytes::Result<std::size_t>(0);
  for (std::size_t i = 0; rows && i < *rows; ++i) {
    const auto row = (*table)->read_record_set(i);
    const auto* message_class = row ? row->find(kMessageClass) : nullptr;
    const auto* folder = row ? row->find(kReceiveFolderNid) : nullptr;
    const auto nid =
        folder != nullptr ? bytes::ByteReader(folder->data).read<bytes::u32>() : std::nullopt;
    // [MS-OXCSTOR] 2.2.1.2: the row of the empty message class is the default receive folder. A
    // store that never received anything names its root.
    if (message_class != nullptr && message_class->data.empty() && nid && *nid != kRootFolder) {
      roles_.emplace(*nid, FolderRole::Inbox);
    }
  }
}

void Roles::learn_folder(std::uint32_t identifier, const RecordSet& folder) {
  if (identifier == kRootFolder) {
    roles_[identifier] = FolderRole::Root;
  } else if (node_type(identifier) == NodeType::SearchFolder) {
    roles_[identifier] = FolderRole::Search;
  } else if (std::ranges::any_of(kOfInbox, [&](const Special& special) {
               return folder.find(special.property) != nullptr;
             })) {
    // [MS-OXOSFLD] 2.2.3: these properties are on the inbox and on the root, nowhere else.
    roles_.emplace(identifier, FolderRole::Inbox);
  }
  for (const auto& special : kOfInbox) {
    claim(folder, special.property, special.role);
  }
  claim_junk(folder);
  learn_folder_id(identifier, folder);
}

// [MS-OXCDATA] 2.2.1.1 Folder ID: ReplicaId 2, GlobalCounter 6.
void Roles::learn_folder_id(std::uint32_t identifier, const RecordSet& folder) {
  const auto* entry = folder.find(kFolderId);
  if (!is_ost_ || entry == nullptr || entry->data.size() != 2 + std::tuple_size_v<Counter>) {
    return;
  }
  Counter counter{};
  std::copy(entry->data.begin() + 2, entry->data.end(), counter.begin());
  const bool local = entry->data[0] == std::byte{0} && entry->data[1] == std::byte{0};
  if (!local) {
    by_counter_.emplace(counter, identifier);
    return;
  }
  for (const auto& special : kLocalFolders) {
    Counter wanted{};
    wanted.back() = static_cast<std::byte>(special.property);
    if (counter == wanted) {
      roles_.emplace(identifier, special.role);
    }
  }
}

std::optional<std::uint32_t> Roles::resolve(const std::vector<std::byte>& entry_id) const {
  const std::span<const std::byte> id(entry_id);
  if (id.size() == kPstEntryId) {
    const auto nid = bytes::ByteReader(id.last(4)).read<bytes::u32>();
    if (nid && std::ranges::equal(id.subspan(kUidOffset, kUidSize), record_key_)) {
      return std::uint32_t{*nid};
    }
  } else if (id.size() == kServerEntryId) {
    Counter counter{};
    std::ranges::copy(id.subspan(kCounterOffset, counter.size()), counter.begin());
    if (const auto found = by_counter_.find(counter); found != by_counter_.end()) {
      return found->second;
    }
  }
  return std::nullopt;
}

void Roles::settle() {
  for (const auto& claim : claims_) {
    if (const auto nid = resolve(claim.entry_id)) {
      roles_.emplace(*nid, claim.role);
    }
  }
  claims_.clear();
}

FolderRole Roles::role_of(std::uint32_t identifier) const {
  const auto found = roles_.find(identifier);
  if (found != roles_.end()) {
    return found->second;
  }
  return node_type(identifier) == NodeType::SearchFolder ? FolderRole::Search : FolderRole::None;
}

}  // namespace convert::mapi_store
