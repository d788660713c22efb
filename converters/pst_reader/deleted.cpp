#include "converters/pst_reader/deleted.h"

#include <string>

#include "converters/mapi_store/recovered_items.h"
#include "converters/pst_reader/pst_store.h"

namespace convert::pst_reader {

using mapi_store::native_id;
using model::Result;

Result<void> deliver_deleted(mapi_store::Session& session, const ::pst::reader::Salvaged& salvaged,
                             const bytes::FileView& view, const mapi_store::Walk& walk) {
  if (!session.options.deleted || !session.monitor.enter("recovery")) {
    return {};
  }
  const auto store = salvaged.deleted_store();
  ToldDamage told;  // of what was given up: the store does not miss it
  const PstStore from(store, view, told);
  mapi_store::RecoveredItems items(session, walk);
  // Messages first: of one that was recovered whole no row is wanted.
  for (const auto wanted : {mapi_store::is_message, mapi_store::is_contents_table}) {
    for (std::size_t i = 0; i < salvaged.deleted.size(); ++i) {
      const auto identifier = salvaged.deleted[i].nid.value;
      const auto type = mapi_store::node_type(identifier);
      const auto id = "recovered " + std::to_string(i + 1) + " " + native_id(identifier);
      if (!wanted(type) || !session.monitor.enter(id)) {
        continue;
      }
      const auto item = from.item(identifier);
      auto delivered = !item                          ? Result<void>()
                       : mapi_store::is_message(type) ? items.deliver_message(**item, id)
                                                      : items.deliver_rows(**item, id);
      if (!delivered) {
        return delivered;
      }
    }
  }
  return items.tell_copies();
}

}  // namespace convert::pst_reader
