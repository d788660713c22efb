#include "formats/bytes/byte_reader.h"
#include "formats/pst/check/checking.h"
#include "formats/pst/messaging/disk.h"
#include "formats/pst/messaging/fixed_nodes.h"

namespace pst::check {

/// 2.4.3.2: entry ids of the store name nodes that are there.
void check_message_store(Checking& checking) {
  const auto item = checking.store.message_store();
  const auto set = item ? item->read_record_set(0) : bytes::Result<reader::RecordSet>();
  if (!item || !set) {
    return checking.unreadable(kMessageStore);
  }
  checking.take(*set, kMessageStore, false);
  constexpr std::uint32_t kFirst = 0x35E0;  // PidTagIpmSubTreeEntryId
  constexpr std::uint32_t kLast = 0x35E7;   // PidTagFinderEntryId
  for (auto id = kFirst; id <= kLast; ++id) {
    const auto* const entry = set->find(id);
    if (entry == nullptr || entry->data.empty() || !entry->faults.empty()) {
      continue;
    }
    const auto named = bytes::ByteReader(entry->data).read<disk::ENTRYID>();
    const std::uint32_t nid = named ? std::uint32_t{named->nid} : 0;
    if (!named || checking.index().nodes.find({nid}) == nullptr) {
      checking.inconsistent("STORE.eid", "EntryID.nid", kMessageStore, nid, id);
    }
  }
}

}  // namespace pst::check
