#include "converters/pff/recovery.h"

#include <cstdint>
#include <set>
#include <string>
#include <utility>

#include "converters/mapi/mapi_to_model.h"
#include "converters/mapi_store/orphans.h"
#include "converters/mapi_store/properties.h"
#include "converters/mapi_store/recovered_items.h"
#include "converters/pff/pff_store.h"
#include "formats/bytes/byte_reader.h"
#include "formats/bytes/little_endian.h"

namespace convert::pff {
namespace {

using mapi_store::native_id;
using mapi_store::node_type;
using mapi_store::NodeType;
using model::Result;

bool is_contents_table(NodeType type) {
  return type == NodeType::ContentsTable || type == NodeType::AssociatedContentsTable ||
         type == NodeType::SearchContentsTable;
}

// [MS-PST] 2.4.4.5.1: PidTagLtpRowId of a contents table is the node id of the row's message.
constexpr std::uint32_t kRowId = 0x67F2;

/// Deleted items of one store on their way to the sink.
class Recovery {
 public:
  Recovery(mapi_store::Session& session, const ::pff::File& file, const mapi_store::Walk& walk)
      : session_(session), file_(file), items_(session, walk) {}

  Result<void> deliver_all();

 private:
  Result<void> deliver_message(const mapi_store::Item& item, const std::string& id);
  Result<void> deliver_rows(const mapi_store::Item& table, const std::string& id);
  Result<void> deliver_row(const mapi_store::RecordSet& row, const std::string& id);
  template <class Wanted, class Deliver>
  Result<void> for_each(std::size_t count, Wanted wanted, Deliver deliver);

  mapi_store::Session& session_;
  const ::pff::File& file_;
  mapi_store::RecoveredItems items_;
  std::set<std::uint32_t> recovered_;
};

Result<void> Recovery::deliver_message(const mapi_store::Item& item, const std::string& id) {
  const bool hidden = node_type(item.identifier()) == NodeType::AssociatedMessage;
  mapi_store::Place place;
  place.native_id = id;
  place.associated = hidden;
  auto message = mapi_store::read_message(session_, item, place);
  if (!message) {
    return {};  // overwritten since: nothing announced it, so nothing is lost by it
  }
  recovered_.insert(item.identifier());
  return items_.deliver(**message);
}

/// The row of a message that is gone but for it: subject, sender, times. Nothing of a message that
/// is still there, or was recovered whole.
Result<void> Recovery::deliver_row(const mapi_store::RecordSet& row, const std::string& id) {
  const auto* entry = row.find(kRowId);
  const auto identifier =
      entry == nullptr ? std::nullopt : bytes::ByteReader(entry->data).read<bytes::u32>();
  if (!identifier || !mapi_store::is_message(node_type(*identifier)) ||
      recovered_.contains(*identifier) || session_.from.item(*identifier)) {
    return {};
  }
  model::Message message;
  message.associated = node_type(*identifier) == NodeType::AssociatedMessage;
  message.provenance.source = session_.source;
  message.provenance.native_id = id + " " + native_id(*identifier);
  mapi_store::add_properties(row, message.properties, message.provenance);
  mapi::fill_message(message, {.code_page = session_.options.charset});
  message.provenance.miss("bodies, recipients, attachments",
                          "only the item's row in a deleted contents table is left");
  return items_.deliver(message);
}

Result<void> Recovery::deliver_rows(const mapi_store::Item& table, const std::string& id) {
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
    const auto item = file_.recovered(i);
    const auto identifier = item ? item->identifier() : 0;
    const auto id = number + " " + native_id(identifier);
    if (!item || !wanted(node_type(identifier)) || !session_.monitor.enter(id)) {
      continue;
    }
    if (auto result = deliver(*make_item(*item), id); !result) {
      return result;
    }
  }
  return {};
}

Result<void> Recovery::deliver_all() {
  if (auto recovered = file_.recover(); !recovered) {
    return session_.note("recovery",
                         "the search for deleted items failed: " + recovered.error().what);
  }
  const auto count = file_.recovered_count();
  if (!count) {
    return session_.note("recovery", "deleted items cannot be counted: " + count.error().what);
  }
  auto result = for_each(*count, mapi_store::is_message,
                         [this](const mapi_store::Item& item, const std::string& id) {
                           return deliver_message(item, id);
                         });
  if (result) {
    result = for_each(*count, is_contents_table,
                      [this](const mapi_store::Item& item, const std::string& id) {
                        return deliver_rows(item, id);
                      });
  }
  return result ? items_.tell_copies() : result;
}

}  // namespace

Result<void> deliver_orphans(mapi_store::Session& session, const ::pff::File& file,
                             mapi_store::Walk& walk) {
  if (!session.monitor.enter("orphans")) {
    return {};
  }
  const auto count = file.orphan_count();
  if (!count) {
    return session.note("orphans",
                        "items without a folder cannot be counted: " + count.error().what, true);
  }
  return mapi_store::deliver_orphans(
      session, walk,
      {.count = *count, .open = [&file](std::size_t index) {
         return file.orphan(index).map([](::pff::Item item) { return make_item(std::move(item)); });
       }});
}

Result<void> deliver_recovered(mapi_store::Session& session, const ::pff::File& file,
                               const mapi_store::Walk& walk) {
  if (!session.options.deleted || !session.monitor.enter("recovery")) {
    return {};
  }
  return Recovery(session, file, walk).deliver_all();
}

}  // namespace convert::pff
