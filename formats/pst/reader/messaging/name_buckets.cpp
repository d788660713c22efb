#include "formats/pst/reader/messaging/name_buckets.h"

#include "formats/bytes/byte_reader.h"

namespace pst::reader {
namespace {

// 2.4.7.4, 2.4.7.5: "the first hash bucket is 0x1000"; ids of names begin at 0x8000.
constexpr std::uint32_t kFirstBucket = 0x1000;
constexpr std::uint32_t kBehindBuckets = 0x8000;
// 2.4.7.1 PidTagNameidBucketCount; "SHOULD be 251".
constexpr std::uint32_t kBucketCount = 0x0001;
constexpr std::uint32_t kUsualCount = 251;
constexpr unsigned kIsText = 1;

std::uint32_t count_of_buckets(const RecordSet& map) {
  const auto* const entry = map.find(kBucketCount);
  const auto count =
      entry == nullptr ? std::nullopt : bytes::ByteReader(entry->data).read<bytes::u32>();
  const bool possible = count && *count != 0 && *count < kBehindBuckets - kFirstBucket;
  return possible ? std::uint32_t{*count} : kUsualCount;
}

}  // namespace

NameBuckets::NameBuckets(const RecordSet& map, std::size_t names) : count_(count_of_buckets(map)) {
  for (const auto& entry : map.entries) {
    if (entry.id >= kFirstBucket && entry.id < kBehindBuckets) {
      add_bucket(entry, names);
    }
  }
  std::size_t at_home = 0;
  for (const auto& [index, record] : records_) {
    at_home += record.at_home ? 1U : 0U;
  }
  if (at_home * 2 < records_.size()) {
    torn_.clear();
  }
}

void NameBuckets::add_bucket(const Entry& bucket, std::size_t names) {
  const auto number = bucket.id - kFirstBucket;
  bytes::ByteReader reader(bucket.data);
  while (const auto record = reader.read<disk::NAMEID>()) {
    const bool at_home = home_of(*record, record->dwPropertyID) == number;
    const bool possible = names == 0 || record->wPropIdx < names;
    if (!at_home || !possible) {
      torn_.insert(number);
    }
    const auto [place, is_new] = records_.emplace(
        record->wPropIdx,
        Record{.id = *record, .sound = bucket.faults.empty(), .at_home = at_home && possible});
    place->second.alone = is_new;
  }
}

std::uint32_t NameBuckets::home_of(const disk::NAMEID& record, std::uint32_t word) const {
  // 2.4.7.5: the set's word, string bit included, takes part in the bucket's number.
  return (word ^ std::uint32_t{record.wGuid}) % count_;
}

bool NameBuckets::confirms(const disk::NAMEID& record, std::uint32_t word) const {
  const bool says_something = word != 0 || record.wGuid != 0;
  const auto found = records_.find(record.wPropIdx);
  return says_something && found != records_.end() && found->second.id.dwPropertyID == word &&
         found->second.id.wGuid == record.wGuid;
}

bool NameBuckets::is_torn(const disk::NAMEID& record, std::uint32_t word) const {
  return torn_.contains(home_of(record, word));
}

std::optional<NameBuckets::Number> NameBuckets::number(std::uint16_t index) const {
  const auto found = records_.find(index);
  if (found == records_.end() || (found->second.id.wGuid & kIsText) != 0) {
    return std::nullopt;
  }
  const auto& record = found->second;
  return record.sound || (record.at_home && record.alone)
             ? std::optional(Number{.id = record.id, .sound = record.sound})
             : std::nullopt;
}

}  // namespace pst::reader
