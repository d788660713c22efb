#include "converters/mapi_store/recovered_items.h"

#include <string>
#include <utility>

#include "converters/mapi/mapi_to_model.h"
#include "converters/mapi_store/made_folder.h"
#include "converters/mapi_store/message.h"
#include "converters/mapi_store/properties.h"
#include "formats/bytes/byte_reader.h"
#include "formats/bytes/little_endian.h"
#include "formats/bytes/result.h"

namespace convert::mapi_store {
namespace {

// [MS-PST] 2.4.4.5.1: PidTagLtpRowId of a contents table is the node id of the row's message.
constexpr std::uint32_t kRowId = 0x67F2;

}  // namespace

using bytes::Result;

/// Whether the same message was delivered already, from its folder or among these.
bool RecoveredItems::is_copy(const model::Message& message) {
  if (session_.options.keep_duplicates) {
    return false;
  }
  const auto own = fingerprint(message);
  if (!own) {
    return false;  // unreadable is not equal
  }
  for (const auto identifier : walk_.live().candidates(message)) {
    const auto item = session_.from.item(identifier);
    if (!item) {
      continue;
    }
    const auto live = read_message(session_, **item, Place{});
    const auto theirs = live ? fingerprint(**live) : tl::unexpected(live.error());
    if (theirs && *theirs == *own) {
      return true;
    }
  }
  return !seen_.insert(*own).second;
}

/// With what reading it left in Session::remarks.
Result<void> RecoveredItems::deliver(model::Message& message) {
  auto remarks = std::exchange(session_.remarks, {});
  if (is_copy(message)) {  // reads live items again: their remarks were made before
    session_.remarks.clear();
    ++copies_;
    return {};
  }
  if (!folder_) {
    auto made = make_folder(session_, "Recovered Items", model::FolderRole::Recovered);
    if (!made) {
      return tl::unexpected(made.error());
    }
    folder_ = *made;
  }
  session_.remarks = std::move(remarks);
  message.folder = *folder_;
  // Whatever it misses: it has the account of deleted items, which are not the store's loss.
  message.provenance.state = model::State::Recovered;
  if (auto expected = session_.sink.expect(*folder_, 1); !expected) {
    return expected;
  }
  const auto delivered = session_.sink.take(std::move(message));
  if (!delivered) {
    return tl::unexpected(delivered.error());
  }
  return session_.pass_on_remarks();
}

Result<void> RecoveredItems::deliver_message(const Item& item, const std::string& id) {
  const bool hidden = node_type(item.identifier()) == NodeType::AssociatedMessage;
  Place place;
  place.native_id = id;
  place.associated = hidden;
  auto message = read_message(session_, item, place);
  if (!message) {
    session_.remarks.clear();
    return {};
  }
  recovered_.insert(item.identifier());
  return deliver(**message);
}

Result<void> RecoveredItems::deliver_row(const RecordSet& row, const std::string& id) {
  const auto* entry = row.find(kRowId);
  const auto identifier =
      entry == nullptr ? std::nullopt : bytes::ByteReader(entry->data).read<bytes::u32>();
  if (!identifier || !is_message(node_type(*identifier)) || recovered_.contains(*identifier) ||
      session_.from.item(*identifier)) {
    return {};
  }
  model::Message message;
  message.associated = node_type(*identifier) == NodeType::AssociatedMessage;
  message.provenance.source = session_.source;
  message.provenance.native_id = id + " " + native_id(*identifier);
  add_properties(row, message.properties, message.provenance);
  mapi::fill_message(message, {.code_page = session_.options.charset});
  message.provenance.miss("bodies, recipients, attachments",
                          "only the item's row in a deleted contents table is left");
  return deliver(message);
}

Result<void> RecoveredItems::deliver_rows(const Item& table, const std::string& id) {
  const auto count = table.record_set_count();
  for (std::size_t i = 0; count && i < *count; ++i) {
    const auto row = table.read_record_set(i);
    if (!row) {
      continue;
    }
    if (auto result = deliver_row(*row, id + "/row " + std::to_string(i + 1)); !result) {
      return result;
    }
  }
  return {};
}

Result<void> RecoveredItems::tell_copies() const {
  if (copies_ == 0) {
    return {};
  }
  return session_.note("recovery", std::to_string(copies_) +
                                       " deleted items are copies of items that are there, and "
                                       "were left out");
}

}  // namespace convert::mapi_store
