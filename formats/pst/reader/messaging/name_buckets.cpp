#include "formats/pst/reader/messaging/name_buckets.h"

#include "formats/bytes/byte_reader.h"

namespace pst::reader {
namespace {

// 2.4.7.4, 2.4.7.5: "the first hash bucket is 0x1000"; ids of names begin at 0x8000.
constexpr std::uint32_t kFirstBucket = 0x1000;
constexpr std::uint32_t kBehindBuckets = 0x8000;
constexpr unsigned kIsText = 1;

}  // namespace

NameBuckets::NameBuckets(const RecordSet& map) {
  for (const auto& entry : map.entries) {
    if (entry.id < kFirstBucket || entry.id >= kBehindBuckets) {
      continue;
    }
    bytes::ByteReader reader(entry.data);
    while (const auto record = reader.read<disk::NAMEID>()) {
      records_.emplace(record->wPropIdx, Record{.id = *record, .sound = entry.faults.empty()});
    }
  }
}

bool NameBuckets::confirms(const disk::NAMEID& record, std::uint32_t word) const {
  const bool says_something = word != 0 || record.wGuid != 0;
  const auto found = records_.find(record.wPropIdx);
  return says_something && found != records_.end() && found->second.id.dwPropertyID == word &&
         found->second.id.wGuid == record.wGuid;
}

std::optional<disk::NAMEID> NameBuckets::sound_number(std::uint16_t index) const {
  const auto found = records_.find(index);
  const bool is_number =
      found != records_.end() && found->second.sound && (found->second.id.wGuid & kIsText) == 0;
  return is_number ? std::optional(found->second.id) : std::nullopt;
}

}  // namespace pst::reader
