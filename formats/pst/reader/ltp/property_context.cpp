#include "formats/pst/reader/ltp/property_context.h"

#include <algorithm>
#include <utility>

#include "formats/pst/ltp/property_type.h"
#include "formats/pst/reader/limits.h"
#include "formats/pst/reader/ltp/btree.h"
#include "formats/pst/reader/ltp/error.h"
#include "formats/pst/reader/ltp/values.h"

namespace pst::reader {
namespace {

using bytes::Damage;
using bytes::DamageKind;

constexpr std::uint32_t kUnspecified = 0x0000;
constexpr std::uint32_t kNull = 0x0001;

class Reader {
 public:
  Reader(const ValueSource& source, std::span<const std::uint16_t> only, RecordSet& set)
      : source_(source), only_(only), set_(set) {}

  bool record(std::span<const std::byte> key, std::span<const std::byte> data,
              const HeapItem& item) {
    disk::PCBTHRECORD raw{};
    const auto record = std::as_writable_bytes(std::span(&raw, 1));
    std::ranges::copy(key, record.begin());
    std::ranges::copy(data, record.begin() + sizeof raw.wPropId);
    if (!only_.empty() && std::ranges::find(only_, std::uint16_t{raw.wPropId}) == only_.end()) {
      return true;
    }
    Entry entry;
    entry.id = raw.wPropId;
    entry.type = raw.wPropType;
    // Nobody knows what an unspecified value is: its four bytes are kept.
    const auto size = entry.type == kUnspecified
                          ? sizeof raw.dwValueHnid
                          : inline_size(static_cast<std::uint16_t>(entry.type));
    if (size != 0 || entry.type == kNull) {
      const auto value = data.subspan(sizeof raw.wPropType, size);
      entry.data.assign(value.begin(), value.end());
      entry.faults = faults_of(item);
    } else if (auto missing = read_value(source_, raw.dwValueHnid, item, entry)) {
      set_.missing.push_back(*missing);
      return set_.missing.size() < kMostProperties;
    }
    set_.entries.push_back(std::move(entry));
    return set_.entries.size() < kMostProperties;
  }

 private:
  ValueSource source_;
  std::span<const std::uint16_t> only_;
  RecordSet& set_;
};

}  // namespace

bytes::Result<RecordSet> read_property_context(const NdbPtr& ndb, const NodeRef& node,
                                               const SubnodeTree& subnodes,
                                               std::span<const std::uint16_t> only) {
  RecordSet set;
  auto tree = read_data_tree(*ndb, node.data);
  set.faults = tree.faults;
  Damage why;
  const auto heap = Heap::open(ndb, std::move(tree), why);
  if (!heap) {
    return no_structure(*ndb, "property context", node.nid, why);
  }
  if (heap->client() == static_cast<std::uint8_t>(HeapClient::TableContext)) {
    why = {.offset = 0,
           .length = 0,
           .kind = DamageKind::BadMagic,
           .field = "HNHDR.bClientSig",
           .found = heap->client(),
           .expected = static_cast<std::uint64_t>(HeapClient::PropertyContext)};
    return no_structure(*ndb, "property context", node.nid, why);
  }
  // 2.3.3.3: "cbKey 2, cbEnt 6".
  constexpr std::size_t kKey = sizeof(std::uint16_t);
  constexpr std::size_t kData = sizeof(disk::PCBTHRECORD) - kKey;
  Reader reader({.heap = *heap, .subnodes = subnodes}, only, set);
  bool right_shape = true;
  auto result = read_bth(
      *heap, heap->root(),
      [&](std::span<const std::byte> key, std::span<const std::byte> data, const HeapItem& item) {
        right_shape = key.size() == kKey && data.size() == kData;
        return right_shape && reader.record(key, data, item);
      });
  set.faults.insert(set.faults.end(), result.faults.begin(), result.faults.end());
  const bool nothing = only.empty() && set.entries.empty() && set.missing.empty();
  if ((nothing || !right_shape) && (!right_shape || !result.faults.empty())) {
    why = right_shape ? result.faults.front().damage
                      : Damage{.offset = 0,
                               .length = 0,
                               .kind = DamageKind::OutOfRange,
                               .field = "BTHHEADER.cbKey",
                               .found = result.shape.key_size,
                               .expected = kKey};
    return no_structure(*ndb, "property context", node.nid, why);
  }
  return set;
}

}  // namespace pst::reader
