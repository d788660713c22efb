#include "converters/pst_reader/pst_store.h"

#include <algorithm>

#include "converters/mapi_store/session.h"
#include "converters/pst_reader/pst_item.h"
#include "formats/pst/ndb/disk.h"

namespace convert::pst_reader {
namespace {

using bytes::Result;
using mapi_store::ItemPtr;
using ::pst::reader::Index;
using ::pst::reader::Store;

Result<ItemPtr> wrap(const Store& store, bool all_nodes, Result<::pst::reader::Item> item) {
  if (!item) {
    return tl::unexpected(item.error());
  }
  return make_item(store, all_nodes, std::move(*item));
}

}  // namespace

PstStore::PstStore(const Store& store, const bytes::FileView& view)
    : store_(store),
      view_(view),
      knows_all_nodes_(store.index().node_gaps.empty() && unsound_node_pages(store).empty()) {}

bool PstStore::is_ost() const {
  return store_.header() && store_.header()->client == ::pst::reader::Client::Ost;
}
Result<ItemPtr> PstStore::root_folder() const {
  return wrap(store_, knows_all_nodes_, store_.root_folder());
}
Result<ItemPtr> PstStore::message_store() const {
  return wrap(store_, knows_all_nodes_, store_.message_store());
}
Result<ItemPtr> PstStore::item(std::uint32_t identifier) const {
  // Asked of what may be there, not of what must: no damage.
  if (store_.index().nodes.find({identifier}) == nullptr) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat,
                       mapi_store::native_id(identifier) + " is not in the node index");
  }
  return wrap(store_, knows_all_nodes_, store_.item(identifier));
}

std::vector<bytes::Damage> unsound_node_pages(const Store& store) {
  std::vector<bytes::Damage> found;
  for (const auto& page : store.index().pages) {
    if (page.type != ::pst::disk::ptypeNBT) {
      continue;
    }
    const auto& all = store.damage().items();
    const auto damage = std::ranges::find_if(all, [&](const bytes::Damage& one) {
      return one.field.starts_with("BTPAGE.") && one.field != "BTPAGE.wSig" &&
             one.offset >= page.offset && one.offset - page.offset < ::pst::kPageSize;
    });
    if (damage != all.end()) {
      found.push_back(*damage);
    }
  }
  return found;
}

}  // namespace convert::pst_reader
