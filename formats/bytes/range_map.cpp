#include "formats/bytes/range_map.h"

#include <algorithm>

namespace bytes {

void RangeMap::claim(const Range& range, DamageLog& damage) {
  if (range.length == 0) {
    return;
  }
  std::uint64_t begin = range.offset;
  std::uint64_t end = file_size_;
  if (begin > file_size_ || range.length > file_size_ - begin) {
    damage.add({.offset = range.offset,
                .length = range.length,
                .kind = DamageKind::OutOfRange,
                .field = range.owner,
                .found = range.length,
                .expected = begin > file_size_ ? 0 : file_size_ - begin});
  } else {
    end = begin + range.length;
  }

  // Start at the last claim that could reach into [begin, end).
  auto next = claims_.upper_bound(begin);
  if (next != claims_.begin() && std::prev(next)->second.end > begin) {
    --next;
  }
  while (begin < end) {
    const bool meets = next != claims_.end() && next->first < end;
    const std::uint64_t gap_end = meets ? std::max(next->first, begin) : end;
    if (gap_end > begin) {
      claims_.insert({begin, Claim{.end = gap_end, .owner = range.owner}});
    }
    if (!meets) {
      return;
    }
    const std::uint64_t shared_end = std::min(end, next->second.end);
    damage.add({.offset = gap_end,
                .length = shared_end - gap_end,
                .kind = DamageKind::Inconsistent,
                .field = range.owner,
                .found = range.offset,
                .expected = next->first});
    begin = shared_end;
    ++next;
  }
}

std::vector<Range> RangeMap::claims() const {
  std::vector<Range> all;
  for (const auto& [offset, claim] : claims_) {
    if (!all.empty() && all.back().owner == claim.owner &&
        all.back().offset + all.back().length == offset) {
      all.back().length += claim.end - offset;
    } else {
      all.push_back({.offset = offset, .length = claim.end - offset, .owner = claim.owner});
    }
  }
  return all;
}

std::vector<Range> RangeMap::unclaimed() const {
  std::vector<Range> gaps;
  std::uint64_t at = 0;
  const auto gap_until = [&](std::uint64_t end) {
    if (end > at) {
      gaps.push_back({.offset = at, .length = end - at, .owner = "unclaimed"});
    }
  };
  for (const auto& [offset, claim] : claims_) {
    gap_until(offset);
    at = claim.end;
  }
  gap_until(file_size_);
  return gaps;
}

}  // namespace bytes
