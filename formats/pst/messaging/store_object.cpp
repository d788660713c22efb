#include "formats/pst/messaging/store_object.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

#include "formats/pst/messaging/disk.h"
#include "formats/pst/messaging/entry_id.h"
#include "formats/pst/messaging/file_text.h"
#include "formats/pst/messaging/fixed_nodes.h"
#include "formats/pst/messaging/row.h"
#include "formats/pst/messaging/tags.h"

namespace pst {
namespace {

// FORMAT.md 4.2: bits of PidTagValidFolderMask. Each stands for a folder that is there.
constexpr std::uint32_t kMaskSubtree = 0x01;
constexpr std::uint32_t kMaskInbox = 0x02;
constexpr std::uint32_t kMaskOutbox = 0x04;
constexpr std::uint32_t kMaskDeleted = 0x08;
constexpr std::uint32_t kMaskSent = 0x10;
constexpr std::uint32_t kMaskSearchRoot = 0x80;

// FORMAT.md 4.2: what the newest Outlook of this format writes.
constexpr std::uint32_t kLatestPstEnsure = 0x000E'0011;

/// Replaces or adds properties of one object.
class Properties {
 public:
  explicit Properties(std::vector<StoredProperty> items) : items_(std::move(items)) {}

  void set(std::uint16_t id, std::uint16_t type, StoredValue value) {
    std::erase_if(items_, [id](const StoredProperty& item) { return item.id == id; });
    items_.push_back({.id = id, .type = type, .value = std::move(value)});
  }
  void set_number(std::uint16_t id, std::uint16_t type, std::uint32_t value) {
    set(id, type, value);
  }
  [[nodiscard]] std::vector<StoredProperty> take() && { return std::move(items_); }

 private:
  std::vector<StoredProperty> items_;
};

Bytes version_history(const Guid& replica_key) {
  const disk::REPLVERSIONHISTORY history{.one = 1, .guid = replica_key, .also_one = 1};
  const auto raw = std::as_bytes(std::span(&history, 1));
  return {raw.begin(), raw.end()};
}

}  // namespace

Result<void> write_message_store(NdbWriter& ndb, const Folders& folders, const Guid& record_key,
                                 const Guid& replica_key, std::vector<StoredProperty> properties) {
  Properties store(std::move(properties));
  std::uint32_t mask = 0;
  const auto name_folder = [&](std::uint32_t bit, std::uint16_t id, Nid nid) {
    if (nid != Nid{}) {
      mask |= bit;
      store.set(id, tag::kBinary, store_entry_id(record_key, nid));
    }
  };
  name_folder(kMaskSubtree, tag::PidTagIpmSubTreeEntryId, kSubtree);
  name_folder(kMaskOutbox, tag::PidTagIpmOutboxEntryId, folders.of_role(FolderRole::Outbox));
  name_folder(kMaskDeleted, tag::PidTagIpmWastebasketEntryId, kDeletedItems);
  name_folder(kMaskSent, tag::PidTagIpmSentMailEntryId, folders.of_role(FolderRole::Sent));
  name_folder(kMaskSearchRoot, tag::PidTagFinderEntryId, kSearchRoot);
  if (folders.of_role(FolderRole::Inbox) != Nid{}) {
    mask |= kMaskInbox;  // the receive folder table names it
  }
  store.set_number(tag::PidTagValidFolderMask, tag::kInteger32, mask);
  store.set(tag::PidTagReplVersionHistory, tag::kBinary, version_history(replica_key));
  store.set_number(tag::PidTagReplFlags, tag::kInteger32, 0);
  store.set(tag::PidTagRecordKey, tag::kBinary, Bytes(record_key.begin(), record_key.end()));
  store.set_number(tag::PidTagPstLrNoRestrictions, tag::kBoolean, 1);
  store.set_number(tag::PidTagLatestPstEnsure, tag::kInteger32, kLatestPstEnsure);
  store.set_number(tag::PidTagPstPassword, tag::kInteger32, 0);
  const auto written = write_object(ndb, std::move(store).take(), {});
  return written ? ndb.add_node(kMessageStore, written->data, written->subnodes, {})
                 : tl::unexpected(written.error());
}

Result<void> write_receive_folders(NdbWriter& ndb, const Folders& folders) {
  struct Entry {
    std::string_view message_class;
    bool to_inbox;
  };
  constexpr std::array<Entry, 4> kEntries = {
      {{"", true}, {"IPM", true}, {"Report.IPM", true}, {"IPC", false}}};
  const auto inbox = folders.of_role(FolderRole::Inbox);
  const TableLayout layout(template_columns(TableKind::ReceiveFolder, ndb.width()));
  TableContextWriter table(ndb, layout);
  std::uint32_t row_id = 0;
  for (const auto& entry : std::span(kEntries).first(inbox == Nid{} ? 1 : kEntries.size())) {
    Row row;
    const auto text = file_text(ndb.width(), entry.message_class);
    row.add_bytes(layout.find(tag::PidTagMessageClass)->bit, text);
    row.add_number(layout.find(tag::PidTagReceiveFolderNid)->bit,
                   entry.to_inbox && inbox != Nid{} ? inbox.value : kRootFolder.value);
    auto added = table.add_row(++row_id, ndb.next_row_version(), Row::unpack(row.packed()));
    if (!added) {
      return added;
    }
  }
  const auto written = table.finish();
  return written ? ndb.add_node(kReceiveFolderTable, written->data.bid, written->subnodes, {})
                 : tl::unexpected(written.error());
}

}  // namespace pst
