#include "converters/pff/recovery.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "converters/mapi/mapi_to_model.h"
#include "converters/pff/properties.h"
#include "formats/bytes/byte_reader.h"
#include "formats/bytes/little_endian.h"

namespace convert::pff {
namespace {

using model::Result;
using ::pff::NodeType;

bool is_message(NodeType type) {
  return type == NodeType::NormalMessage || type == NodeType::AssociatedMessage;
}
bool is_folder(NodeType type) {
  return type == NodeType::NormalFolder || type == NodeType::SearchFolder;
}

bool is_contents_table(NodeType type) {
  return type == NodeType::ContentsTable || type == NodeType::AssociatedContentsTable ||
         type == NodeType::SearchContentsTable;
}

// [MS-PST] 2.4.4.5.1: PidTagLtpRowId of a contents table is the node id of the row's message.
constexpr std::uint32_t kRowId = 0x67F2;

/// A folder that no store has.
Result<model::FolderId> make_folder(Session& session, std::string name, model::FolderRole role) {
  model::Folder folder;
  folder.id = session.take_folder_id();
  folder.name = std::move(name);
  folder.role = role;
  folder.provenance.source = session.source;
  folder.provenance.native_id = folder.name;
  if (auto made = session.sink.folder(folder); !made) {
    return tl::unexpected(made.error());
  }
  return folder.id;
}

/// Deleted items of one store on their way to the sink.
class Recovery {
 public:
  Recovery(Session& session, const Walk& walk) : session_(session), walk_(walk) {}

  Result<void> deliver_all();

 private:
  Result<void> deliver_message(const ::pff::Item& item, const std::string& id);
  Result<void> deliver_rows(const ::pff::Item& table, const std::string& id);
  Result<void> deliver_row(const ::pff::RecordSet& row, const std::string& id);
  template <class Wanted, class Deliver>
  Result<void> for_each(std::size_t count, Wanted wanted, Deliver deliver);
  Result<void> pass_on(model::Message& message);
  bool is_copy(const model::Message& message);
  Result<void> tell_counts();

  Session& session_;
  const Walk& walk_;
  std::optional<model::FolderId> folder_;
  std::set<Fingerprint> seen_;
  std::set<std::uint32_t> recovered_;
  std::uint64_t copies_ = 0;
};

/// Whether the same message was delivered already, from its folder or by this recovery.
bool Recovery::is_copy(const model::Message& message) {
  if (session_.options.keep_duplicates) {
    return false;
  }
  const auto own = fingerprint(message);
  if (!own) {
    return false;  // unreadable is not equal
  }
  for (const auto identifier : walk_.live().candidates(message)) {
    const auto item = session_.file.item(identifier);
    if (!item) {
      continue;
    }
    const auto live = read_message(session_, *item, Place{});
    const auto theirs = live ? fingerprint(**live) : tl::unexpected(live.error());
    if (theirs && *theirs == *own) {
      return true;
    }
  }
  return !seen_.insert(*own).second;
}

Result<void> Recovery::pass_on(model::Message& message) {
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
  message.provenance.state = model::State::Recovered;
  if (auto expected = session_.sink.expect(*folder_, 1); !expected) {
    return expected;
  }
  const auto delivered = session_.sink.message(message);
  if (!delivered) {
    return tl::unexpected(delivered.error());
  }
  return session_.pass_on_remarks();
}

Result<void> Recovery::deliver_message(const ::pff::Item& item, const std::string& id) {
  const bool hidden = ::pff::node_type(item.identifier()) == NodeType::AssociatedMessage;
  Place place;
  place.native_id = id;
  place.associated = hidden;
  auto message = read_message(session_, item, place);
  if (!message) {
    return {};  // overwritten since: nothing announced it, so nothing is lost by it
  }
  recovered_.insert(item.identifier());
  return pass_on(**message);
}

/// The row of a message that is gone but for it: subject, sender, times. Nothing of a message that
/// is still there, or was recovered whole.
Result<void> Recovery::deliver_row(const ::pff::RecordSet& row, const std::string& id) {
  const auto* entry = row.find(kRowId);
  const auto identifier =
      entry == nullptr ? std::nullopt : bytes::ByteReader(entry->data).read<bytes::u32>();
  if (!identifier || !is_message(::pff::node_type(*identifier)) ||
      recovered_.contains(*identifier) || session_.file.item(*identifier)) {
    return {};
  }
  model::Message message;
  message.associated = ::pff::node_type(*identifier) == NodeType::AssociatedMessage;
  message.provenance.source = session_.source;
  message.provenance.native_id = id + " " + native_id(*identifier);
  add_properties(row, message.properties, message.provenance);
  mapi::fill_message(message, {.code_page = session_.options.charset});
  message.provenance.miss("bodies, recipients, attachments",
                          "only the item's row in a deleted contents table is left");
  return pass_on(message);
}

Result<void> Recovery::deliver_rows(const ::pff::Item& table, const std::string& id) {
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

/// Calls `deliver` for every recovered item whose type is `wanted`.
template <class Wanted, class Deliver>
Result<void> Recovery::for_each(std::size_t count, Wanted wanted, Deliver deliver) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto number = "recovered " + std::to_string(i + 1);
    if (!session_.monitor.enter(number)) {
      continue;
    }
    const auto item = session_.file.recovered(i);
    const auto identifier = item ? item->identifier() : 0;
    const auto id = number + " " + native_id(identifier);
    if (!item || !wanted(::pff::node_type(identifier)) || !session_.monitor.enter(id)) {
      continue;
    }
    if (auto result = deliver(*item, id); !result) {
      return result;
    }
  }
  return {};
}

Result<void> Recovery::tell_counts() {
  if (copies_ == 0) {
    return {};
  }
  return session_.note("recovery", std::to_string(copies_) +
                                       " deleted items are copies of items that are there, and "
                                       "were left out");
}

Result<void> Recovery::deliver_all() {
  if (auto recovered = session_.file.recover(); !recovered) {
    return session_.note("recovery",
                         "the search for deleted items failed: " + recovered.error().what);
  }
  const auto count = session_.file.recovered_count();
  if (!count) {
    return session_.note("recovery", "deleted items cannot be counted: " + count.error().what);
  }
  auto result = for_each(
      *count, is_message,
      [this](const ::pff::Item& item, const std::string& id) { return deliver_message(item, id); });
  if (result) {
    result = for_each(
        *count, is_contents_table,
        [this](const ::pff::Item& item, const std::string& id) { return deliver_rows(item, id); });
  }
  return result ? tell_counts() : result;
}

/// What the node index has without a folder, on its way to the sink.
class Orphans {
 public:
  Orphans(Session& session, Walk& walk) : session_(session), walk_(walk) {}

  /// `number` names an item that cannot even be identified.
  Result<void> deliver(const bytes::Result<::pff::Item>& item, const std::string& number);

 private:
  Session& session_;
  Walk& walk_;
  std::optional<model::FolderId> folder_;
};

Result<void> Orphans::deliver(const bytes::Result<::pff::Item>& item, const std::string& number) {
  const auto identifier = item ? item->identifier() : 0;
  if (identifier == 0) {
    // It may be an item, a folder full of them, or a table.
    return session_.lose(model::LossKind::Structure, std::nullopt, number,
                         "something without a folder cannot be opened: " +
                             (item ? std::string("it has no node id") : item.error().what));
  }
  const auto type = ::pff::node_type(identifier);
  if (!is_message(type) && !is_folder(type)) {
    return {};  // a table of a folder that is gone
  }
  if (!folder_) {
    auto made = make_folder(session_, "Lost and Found", model::FolderRole::LostAndFound);
    if (!made) {
      return tl::unexpected(made.error());
    }
    folder_ = *made;
  }
  if (is_folder(type)) {
    return walk_.deliver(*item, folder_, 1);
  }
  if (auto expected = session_.sink.expect(*folder_, 1); !expected) {
    return expected;
  }
  return walk_.deliver_item({.folder = *folder_,
                             .native_id = native_id(identifier),
                             .associated = type == NodeType::AssociatedMessage},
                            [&item] { return item; });
}

}  // namespace

Result<void> deliver_orphans(Session& session, Walk& walk) {
  if (!session.monitor.enter("orphans")) {
    return {};
  }
  const auto count = session.file.orphan_count();
  if (!count) {
    return session.note("orphans",
                        "items without a folder cannot be counted: " + count.error().what, true);
  }
  Orphans orphans(session, walk);
  for (std::size_t i = 0; i < *count; ++i) {
    const auto number = "orphan " + std::to_string(i + 1);
    if (!session.monitor.enter(number)) {
      continue;
    }
    if (auto result = orphans.deliver(session.file.orphan(i), number); !result) {
      return result;
    }
  }
  return {};
}

Result<void> deliver_recovered(Session& session, const Walk& walk) {
  if (!session.options.deleted || !session.monitor.enter("recovery")) {
    return {};
  }
  return Recovery(session, walk).deliver_all();
}

}  // namespace convert::pff
