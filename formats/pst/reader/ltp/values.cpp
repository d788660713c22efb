#include "formats/pst/reader/ltp/values.h"

#include <utility>

#include "formats/pst/ltp/property_type.h"
#include "formats/pst/reader/limits.h"

namespace pst::reader {
namespace {

using bytes::Damage;
using bytes::DamageKind;

constexpr std::uint32_t kGuid = 0x0048;
constexpr std::uint32_t kObject = 0x000D;

/// [MS-OXCDATA] 2.11.1, [MS-PST] 2.3.3.5: bytes of a value that has always the same; 0 for others.
std::size_t size_of_type(std::uint32_t type) {
  constexpr std::size_t kGuidSize = 16;
  switch (type) {
    case kGuid:
      return kGuidSize;
    case kObject:
      return sizeof(disk::OBJECTVALUE);
    default:
      return fixed_cell_size(static_cast<std::uint16_t>(type));
  }
}

void take(std::span<const std::byte> data, Entry& entry) {
  entry.data.assign(data.begin(), data.end());
}

/// A fault of everything, once.
void add_everywhere(const Damage& damage, Faults& faults) {
  for (const auto& one : faults) {
    if (one.damage == damage && one.at == 0 && one.length == 0) {
      return;
    }
  }
  faults.push_back({.damage = damage});
}

Damage odd_value(const HeapItem& carrier, std::string_view field, std::uint64_t found,
                 std::uint64_t expected) {
  return {.offset = carrier.block->offset,
          .length = carrier.block->data.size(),
          .kind = DamageKind::OutOfRange,
          .field = field,
          .found = found,
          .expected = expected};
}

/// What is in `entry.data` becomes values, or one value that nobody can take apart.
void split(const HeapItem& carrier, const Ndb& ndb, Entry& entry) {
  if ((entry.type & kMultipleFlag) == 0) {
    return;
  }
  // Values have no place of their own any more.
  for (auto& fault : entry.faults) {
    fault.at = 0;
    fault.length = 0;
  }
  auto data = std::exchange(entry.data, {});
  if (auto values = split_multi_value(entry.type, data)) {
    entry.values = std::move(*values);
    return;
  }
  const auto damage = odd_value(carrier, "PtypMultiple.rgulDataOffsets", entry.id, data.size());
  ndb.note(damage);
  add_everywhere(damage, entry.faults);
  entry.values.push_back(std::move(data));
}

std::optional<MissingEntry> read_subnode(const ValueSource& source, std::uint32_t nid,
                                         const HeapItem& carrier, Entry& entry) {
  const auto& ndb = *source.heap.ndb();
  const auto node = source.subnodes.ref({nid});
  if (!node) {
    auto why = odd_value(carrier, "PCBTHRECORD.dwValueHnid", nid, 0);
    if (!source.subnodes.faults.empty()) {
      why = source.subnodes.faults.front().damage;
    } else if (!carrier.block->sound()) {
      why = carrier.block->faults.front();
    }
    ndb.note(why);
    return MissingEntry{.id = entry.id, .type = entry.type, .why = why};
  }
  for (const auto& fault : node->faults) {
    add_everywhere(fault.damage, entry.faults);
  }
  auto tree = read_data_tree(ndb, node->data);
  const bool multiple = (entry.type & kMultipleFlag) != 0;
  if (tree.size <= (multiple ? kMostMultiValueBytes : kMaxInlineValue)) {
    auto whole = read_whole(ndb, std::move(tree), kMostMultiValueBytes);
    entry.data = std::move(whole.bytes);
    entry.faults.insert(entry.faults.end(), whole.faults.begin(), whole.faults.end());
    return std::nullopt;
  }
  if (multiple) {
    const auto why = odd_value(carrier, "PtypMultiple.ulCount", tree.size, kMostMultiValueBytes);
    ndb.note(why);
    return MissingEntry{.id = entry.id, .type = entry.type, .why = why};
  }
  const auto faults = verify(ndb, tree);
  entry.faults.insert(entry.faults.end(), faults.begin(), faults.end());
  entry.large = make_blob(source.heap.ndb(), std::move(tree));
  return std::nullopt;
}

}  // namespace

std::optional<MissingEntry> read_value(const ValueSource& source, std::uint32_t hnid,
                                       const HeapItem& carrier, Entry& entry) {
  const auto& ndb = *source.heap.ndb();
  for (const auto& fault : faults_of(carrier)) {
    add_everywhere(fault.damage, entry.faults);
  }
  if (hnid != 0 && nid_type({hnid}) == static_cast<std::uint8_t>(NidType::Hid)) {
    Damage why;
    const auto item = source.heap.item({hnid}, why);
    if (!item) {
      ndb.note(why);
      return MissingEntry{.id = entry.id, .type = entry.type, .why = why};
    }
    take(item->data, entry);
    for (const auto& fault : faults_of(*item)) {
      add_everywhere(fault.damage, entry.faults);
    }
  } else if (hnid != 0) {
    if (auto missing = read_subnode(source, hnid, carrier, entry)) {
      return missing;
    }
  }
  const auto size = size_of_type(entry.type);
  if (size != 0 && entry.data.size() != size) {
    const auto damage = odd_value(carrier, "PCBTHRECORD.wPropType", entry.data.size(), size);
    ndb.note(damage);
    add_everywhere(damage, entry.faults);
  }
  split(carrier, ndb, entry);
  return std::nullopt;
}

}  // namespace pst::reader
