#include <vector>

#include "formats/bytes/byte_reader.h"
#include "formats/pst/check/checking.h"
#include "formats/pst/messaging/disk.h"
#include "formats/pst/messaging/fixed_nodes.h"
#include "formats/pst/reader/ltp/btree.h"
#include "formats/pst/reader/ltp/property_context.h"
#include "formats/pst/reader/messaging/context.h"

namespace pst::check {
namespace {

using bytes::DamageKind;

constexpr std::uint32_t kBucketCount = 0x0001;  // PidTagNameidBucketCount
constexpr std::uint32_t kFirstBucket = 0x1000;  // PidTagNameidBucketBase

/// Where the record of property `id` lies: its block.
bytes::Damage place_of(const Checking& checking, const reader::NodeRef& node, std::uint32_t id) {
  bytes::Damage place{.kind = DamageKind::Inconsistent, .field = "NAMEID.dwPropertyID"};
  bytes::Damage ignored;
  const auto& ndb = checking.store.ndb();
  const auto heap = reader::Heap::open(ndb, reader::read_data_tree(*ndb, node.data), ignored);
  if (heap) {
    (void)reader::read_bth(*heap, heap->root(),
                           [&](std::span<const std::byte> key, std::span<const std::byte> /*data*/,
                               const reader::HeapItem& item) {
                             const auto found = bytes::ByteReader(key).read<bytes::u16>();
                             const bool here = found && *found == id;
                             if (here) {
                               place.offset = item.block->offset;
                               place.length = item.block->data.size();
                             }
                             return !here;
                           });
  }
  return place;
}

}  // namespace

void check_names(Checking& checking) {
  const auto& ndb = checking.ndb();
  const auto node = reader::find_node(ndb, kNameToIdMap);
  if (!node) {
    return;
  }
  const auto set = reader::read_property_context(checking.store.ndb(), *node,
                                                 reader::read_subnodes(ndb, node->subnodes));
  const auto* const count_entry = set ? set->find(kBucketCount) : nullptr;
  const auto count = count_entry != nullptr
                         ? bytes::ByteReader(count_entry->data).read<bytes::u32>()
                         : std::nullopt;
  if (!count || *count == 0) {
    return;
  }
  for (const auto& entry : set->entries) {
    const auto bucket = entry.id - kFirstBucket;
    if (entry.id < kFirstBucket || bucket >= *count || !entry.faults.empty()) {
      continue;
    }
    bytes::ByteReader reader(entry.data);
    while (const auto name = reader.read<disk::NAMEID>()) {
      // 2.4.7.4: the copy of a string's entry has the string's checksum for a number.
      const auto due = (name->dwPropertyID ^ name->wGuid) % *count;
      if (due != bucket) {
        auto place = place_of(checking, *node, entry.id);
        place.found = bucket;
        place.expected = due;
        checking.add("NAM.hash", place, kNameToIdMap);
        break;
      }
    }
  }
}

}  // namespace pst::check
