#include "converters/pst_reader/pst_store.h"

#include <algorithm>
#include <array>
#include <span>

#include "converters/mapi_store/session.h"
#include "converters/pst_reader/pst_item.h"
#include "formats/pst/ndb/disk.h"

namespace convert::pst_reader {
namespace {

using mapi_store::ItemPtr;
using model::Result;
using ::pst::reader::Index;
using ::pst::reader::Store;

Result<ItemPtr> wrap(Reading& reading, Result<::pst::reader::Item> item) {
  if (!item) {
    return tl::unexpected(item.error());
  }
  return make_item(reading, std::move(*item));
}

}  // namespace

PstStore::PstStore(const Store& store, const bytes::FileView& view, ToldDamage& told)
    : store_(store),
      view_(view),
      reading_{
          .store = store,
          .knows_all_nodes = store.index().node_gaps.empty() && unsound_node_pages(store).empty(),
          .told = told} {}

bool PstStore::is_ost() const {
  return store_.header() && store_.header()->client == ::pst::reader::Client::Ost;
}
Result<ItemPtr> PstStore::root_folder() const { return wrap(reading_, store_.root_folder()); }
Result<ItemPtr> PstStore::message_store() const { return wrap(reading_, store_.message_store()); }
Result<ItemPtr> PstStore::item(std::uint32_t identifier) const {
  // Asked of what may be there, not of what must: no damage.
  if (store_.index().nodes.find({identifier}) == nullptr) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat,
                       mapi_store::native_id(identifier) + " is not in the node index");
  }
  return wrap(reading_, store_.item(identifier));
}

std::vector<std::byte> PstStore::key_of_entry_ids() const {
  // [MS-OXOSFLD] 2.2.3, on the inbox and the root: PidTagIpmAppointmentEntryId to -Task-, -Drafts-.
  constexpr std::array<std::uint32_t, 6> kEntryIds = {0x36D0, 0x36D1, 0x36D2,
                                                      0x36D3, 0x36D4, 0x36D7};
  // [MS-PST] 2.4.3.2 EntryID: rgbFlags 4, uid 16, nid 4.
  constexpr std::size_t kSize = 24;
  constexpr std::size_t kUidOffset = 4;
  constexpr std::size_t kUidSize = 16;
  for (const auto& node : store_.index().nodes.entries()) {
    const auto folder = mapi_store::node_type(node.nid.value) == mapi_store::NodeType::NormalFolder
                            ? store_.item(node.nid.value)
                            : tl::unexpected(bytes::Error{});
    const auto set = folder ? folder->read_record_set(0) : tl::unexpected(folder.error());
    for (const auto id : kEntryIds) {
      const auto* entry = set ? set->find(id) : nullptr;
      if (entry != nullptr && entry->data.size() == kSize && entry->faults.empty()) {
        const auto uid = std::span(entry->data).subspan(kUidOffset, kUidSize);
        return {uid.begin(), uid.end()};
      }
    }
  }
  return {};
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
