#include "formats/pst/reader/ltp/heap.h"

#include <utility>

#include "formats/bytes/byte_reader.h"

namespace pst::reader {
namespace {

using bytes::Damage;
using bytes::DamageKind;

bool is_known(std::uint8_t client) {
  constexpr std::uint8_t kWideTable = 0xAC;
  switch (client) {
    case static_cast<std::uint8_t>(HeapClient::TableContext):
    case static_cast<std::uint8_t>(HeapClient::IdMap):
    case static_cast<std::uint8_t>(HeapClient::PropertyContext):
    case static_cast<std::uint8_t>(HeapClient::MessageIndex):
    case kWideTable:
      return true;
    default:
      return false;
  }
}

std::size_t number_at(std::span<const std::byte> data, std::size_t at) {
  return bytes::record_at<disk::u16>(data.subspan(at).first<2>());
}

Damage damage_of(const Block& block, DamageKind kind, std::string_view field, std::uint64_t found,
                 std::uint64_t expected) {
  return {.offset = block.offset,
          .length = block.data.size(),
          .kind = kind,
          .field = field,
          .found = found,
          .expected = expected};
}

/// 2.3.1.5: where the page map lies, and the number of its allocations.
struct PageMap {
  std::size_t at = 0;  // of rgibAlloc
  std::size_t count = 0;

  [[nodiscard]] std::size_t offset(const Block& block, std::size_t i) const {
    return number_at(block.data, at + 2 * i);
  }
};

std::optional<PageMap> read_page_map(const Block& block, Damage& why) {
  const auto data = block.data;
  if (data.size() < sizeof(disk::HNPAGEHDR)) {
    why = damage_of(block, DamageKind::Truncated, "HNPAGEHDR.ibHnpm", data.size(),
                    sizeof(disk::HNPAGEHDR));
    return std::nullopt;
  }
  const auto at = number_at(data, 0);
  if (data.size() < sizeof(disk::HNPAGEMAP) || at > data.size() - sizeof(disk::HNPAGEMAP)) {
    why = damage_of(block, DamageKind::OutOfRange, "HNHDR.ibHnpm", at, data.size());
    return std::nullopt;
  }
  const PageMap map{.at = at + sizeof(disk::HNPAGEMAP), .count = number_at(data, at)};
  const auto room = (data.size() - map.at) / 2;  // cAlloc + 1 offsets
  if (map.count + 1 > room) {
    why = damage_of(block, DamageKind::OutOfRange, "HNPAGEMAP.cAlloc", map.count, room);
    return std::nullopt;
  }
  return map;
}

}  // namespace

std::optional<Heap> Heap::open(NdbPtr ndb, DataTree tree, Damage& why) {
  if (tree.leaves.empty()) {
    why =
        tree.faults.empty() ? ndb->not_indexed({}, "NBTENTRY.bidData") : tree.faults.front().damage;
    return std::nullopt;
  }
  const auto first = read_leaf(*ndb, tree, 0);
  bytes::ByteReader reader(first->data, first->offset);
  const auto header = reader.read<disk::HNHDR>();
  if (!header) {
    why =
        damage_of(*first, DamageKind::Truncated, "HNHDR", first->data.size(), sizeof(disk::HNHDR));
    return std::nullopt;
  }
  const auto odd =
      damage_of(*first, DamageKind::BadMagic, "HNHDR.bSig", header->bSig, disk::kHeapSignature);
  const bool known = is_known(header->bClientSig);
  if (header->bSig != disk::kHeapSignature) {
    Damage ignored;
    why = first->faults.empty() ? odd : first->faults.front();
    if (!known || !read_page_map(*first, ignored)) {
      return std::nullopt;
    }
    ndb->note(odd);
  } else if (!known) {
    ndb->note(damage_of(*first, DamageKind::BadMagic, "HNHDR.bClientSig", header->bClientSig,
                        static_cast<std::uint64_t>(HeapClient::PropertyContext)));
  }
  Heap heap;
  heap.ndb_ = std::move(ndb);
  heap.tree_ = std::move(tree);
  heap.client_ = header->bClientSig;
  heap.root_ = {header->hidUserRoot};
  return heap;
}

std::optional<HeapItem> Heap::item(Hid hid, Damage& why) const {
  const auto index = hid_index(hid);
  if (hid_block(hid) >= tree_.leaves.size() || nid_type({hid.value}) != 0 || index == 0) {
    why = {.offset = ndb_->index().blocks.find(tree_.leaves.front().bid) != nullptr
                         ? ndb_->index().blocks.find(tree_.leaves.front().bid)->offset
                         : 0,
           .length = 0,
           .kind = DamageKind::OutOfRange,
           .field = "HID.hidBlockIndex",
           .found = hid.value,
           .expected = tree_.leaves.size()};
    return std::nullopt;
  }
  auto block = read_leaf(*ndb_, tree_, hid_block(hid));
  const auto refuse = [&](const Damage& damage) {
    // A block that is not sound explains more than what it led to.
    why = block->faults.empty() ? damage : block->faults.front();
    return std::nullopt;
  };
  Damage no_map;
  const auto map = read_page_map(*block, no_map);
  if (!map) {
    return refuse(no_map);
  }
  if (index > map->count) {
    return refuse(damage_of(*block, DamageKind::OutOfRange, "HID.hidIndex", hid.value, map->count));
  }
  const auto begin = map->offset(*block, index - 1);
  const auto end = map->offset(*block, index);
  const auto odd = damage_of(*block, DamageKind::Inconsistent, "HNPAGEMAP.rgibAlloc", begin, end);
  if (begin > end || end > block->data.size()) {
    return refuse(odd);
  }
  HeapItem item{.block = block, .data = block->data.subspan(begin, end - begin)};
  // Of two offsets that do not ascend nobody knows which is right.
  const bool follows = index < 2 || map->offset(*block, index - 2) <= begin;
  const bool precedes = index == map->count || map->offset(*block, index + 1) >= end;
  const bool before_map = end <= map->at - sizeof(disk::HNPAGEMAP);
  const bool behind_header = begin >= heap_header_size(hid_block(hid));
  if (!follows || !precedes || !before_map || !behind_header) {
    item.odd = odd;
  }
  return item;
}

Faults faults_of(const HeapItem& item) {
  Faults faults;
  if (item.block) {
    for (const auto& damage : item.block->faults) {
      faults.push_back({.damage = damage});
    }
  }
  if (item.odd) {
    faults.push_back({.damage = *item.odd});
  }
  return faults;
}

}  // namespace pst::reader
