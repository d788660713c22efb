#include "converters/pst_reader/deleted.h"

#include <string>

#include "converters/mapi_store/recovered_items.h"
#include "converters/pst_reader/pst_store.h"

namespace convert::pst_reader {

using mapi_store::native_id;
using mapi_store::NodeType;
using model::Result;

Result<void> deliver_deleted(mapi_store::Session& session,
                             const ::pst::reader::Salvaged& salvaged, const bytes::FileView& view,
                             const mapi_store::Walk& walk) {
  if (!session.options.deleted || !session.monitor.enter("recovery")) {
    return {};
  }
  const auto store = salvaged.deleted_store();
  const PstStore from(store, view);
  mapi_store::RecoveredItems items(session, walk);
  std::size_t number = 0;
  for (const auto& entry : salvaged.deleted) {
    const auto type = mapi_store::node_type(entry.nid.value);
    if (!mapi_store::is_message(type)) {
      continue;
    }
    const auto id = "recovered " + std::to_string(++number) + " " + native_id(entry.nid.value);
    if (!session.monitor.enter(id)) {
      continue;
    }
    const auto item = from.item(entry.nid.value);
    auto message = item ? mapi_store::read_message(
                              session, **item,
                              {.folder = {},
                               .native_id = id,
                               .associated = type == NodeType::AssociatedMessage})
                        : tl::unexpected(item.error());
    if (!message) {
      session.remarks.clear();
      continue;
    }
    if (auto delivered = items.deliver(**message); !delivered) {
      return delivered;
    }
  }
  return items.tell_copies();
}

}  // namespace convert::pst_reader
