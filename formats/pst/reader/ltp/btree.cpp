#include "formats/pst/reader/ltp/btree.h"

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "formats/bytes/byte_reader.h"
#include "formats/pst/reader/limits.h"

namespace pst::reader {
namespace {

using bytes::Damage;
using bytes::DamageKind;
using Visit =
    std::function<bool(std::span<const std::byte>, std::span<const std::byte>, const HeapItem&)>;

class BthWalk {
 public:
  BthWalk(const Heap& heap, BthResult& result, const Visit& visit)
      : heap_(heap), result_(result), visit_(visit) {}

  void level(Hid hid, int levels) {
    if (!seen_.insert(hid.value).second) {
      return fault(nullptr, DamageKind::Cycle, "BTH.hidNextLevel", hid.value, 0);
    }
    Damage why;
    const auto item = heap_.item(hid, why);
    if (!item) {
      heap_.ndb()->note(why);
      result_.faults.push_back({.damage = why, .missing = true});
      return;
    }
    take_faults(*item);
    const auto key = result_.shape.key_size;
    const std::size_t size = key + (levels > 0 ? sizeof(Hid::value) : result_.shape.data_size);
    bytes::ByteReader reader(item->data, item->block->offset);
    while (reader.remaining() >= size && !ended_) {
      const auto record = *reader.take(size);
      if (levels > 0) {
        level({bytes::record_at<disk::u32>(record.subspan(key).first<4>())}, levels - 1);
      } else {
        leaf_record(record.first(key), record.subspan(key), *item);
      }
    }
    if (!ended_ && reader.remaining() != 0) {
      fault(&*item, DamageKind::Truncated, "BTH.rgentries", reader.remaining(), size);
    }
  }

  void take_faults(const HeapItem& item) {
    // A block has many items; what is wrong with it is told once.
    for (auto& one : faults_of(item)) {
      if (std::ranges::find(result_.faults, one) == result_.faults.end()) {
        result_.faults.push_back(one);
      }
    }
  }

 private:
  void fault(const HeapItem* item, DamageKind kind, std::string_view field, std::uint64_t found,
             std::uint64_t expected) {
    const Damage damage{.offset = item != nullptr ? item->block->offset : 0,
                        .length = item != nullptr ? item->block->data.size() : 0,
                        .kind = kind,
                        .field = field,
                        .found = found,
                        .expected = expected};
    heap_.ndb()->note(damage);
    result_.faults.push_back({.damage = damage, .missing = true});
  }

  void leaf_record(std::span<const std::byte> key, std::span<const std::byte> data,
                   const HeapItem& item) {
    if (records_++ >= kMostBthRecords) {
      ended_ = true;
      return fault(&item, DamageKind::OutOfRange, "BTH.rgentries", records_, kMostBthRecords);
    }
    // Numbers lie least significant byte first: they compare from the back.
    if (!last_.empty() &&
        !std::lexicographical_compare(last_.rbegin(), last_.rend(), key.rbegin(), key.rend())) {
      heap_.ndb()->note({.offset = item.block->offset,
                         .length = item.block->data.size(),
                         .kind = DamageKind::Inconsistent,
                         .field = "BTH.rgentries",
                         .found = records_,
                         .expected = records_});
    }
    last_.assign(key.begin(), key.end());
    ended_ = !visit_(key, data, item);
  }

  const Heap& heap_;
  BthResult& result_;
  const Visit& visit_;
  std::unordered_set<std::uint32_t> seen_;
  std::vector<std::byte> last_;
  std::size_t records_ = 0;
  bool ended_ = false;
};

}  // namespace

BthResult read_bth(const Heap& heap, Hid header, const Visit& visit) {
  BthResult result;
  BthWalk walk(heap, result, visit);
  Damage why;
  const auto item = heap.item(header, why);
  const auto refuse = [&](const Damage& damage) {
    heap.ndb()->note(damage);
    result.faults.push_back({.damage = damage, .missing = true});
  };
  if (!item) {
    refuse(why);
    return result;
  }
  walk.take_faults(*item);
  const auto raw = bytes::ByteReader(item->data).read<disk::BTHHEADER>();
  Damage odd{.offset = item->block->offset,
             .length = item->block->data.size(),
             .kind = DamageKind::OutOfRange,
             .field = "BTHHEADER.bType",
             .found = raw ? std::uint64_t{raw->bType} : 0,
             .expected = disk::kBthType};
  // 2.3.2.1: keys have 2, 4, 8 or 16 bytes, data 1 to 32.
  constexpr std::uint8_t kMostKey = 16;
  constexpr std::uint8_t kMostData = 32;
  if (!raw || raw->bType != disk::kBthType) {
    refuse(odd);
    return result;
  }
  if (raw->cbKey == 0 || raw->cbKey > kMostKey || raw->cbEnt == 0 || raw->cbEnt > kMostData ||
      raw->bIdxLevels > kMostBthLevels) {
    odd.field = "BTHHEADER.cbKey";
    odd.found = raw->cbKey;
    odd.expected = kMostKey;
    refuse(odd);
    return result;
  }
  result.shape = {.key_size = raw->cbKey, .data_size = raw->cbEnt};
  if (raw->hidRoot != 0) {
    walk.level({raw->hidRoot}, raw->bIdxLevels);
  }
  return result;
}

}  // namespace pst::reader
