#include "formats/bytes/range_map.h"

#include <algorithm>
#include <iterator>

namespace bytes {
namespace {

constexpr std::string_view kNobody = "unclaimed";

/// Appends `range`, or lets the last one grow.
void append(std::vector<Range>& ranges, const Range& range) {
  if (!ranges.empty()) {
    Range& last = ranges.back();
    if (last.offset + last.length == range.offset && last.owner == range.owner &&
        last.kind == range.kind && last.group == range.group) {
      last.length += range.length;
      return;
    }
  }
  ranges.push_back(range);
}

}  // namespace

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
      claims_.insert(
          {begin,
           Claim{.end = gap_end, .owner = range.owner, .kind = range.kind, .group = range.group}});
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

void RangeMap::split(std::uint64_t at) {
  const auto behind = claims_.upper_bound(at);
  if (behind == claims_.begin()) {
    return;
  }
  auto& [offset, claim] = *std::prev(behind);
  if (offset < at && at < claim.end) {
    Claim rest = claim;
    claim.end = at;
    claims_.insert({at, rest});
  }
}

void RangeMap::mark(std::uint64_t offset, std::uint64_t length, RangeClass kind) {
  if (offset >= file_size_ || length == 0) {
    return;
  }
  const std::uint64_t end = offset + std::min(length, file_size_ - offset);
  split(offset);
  split(end);
  auto at = offset;
  for (auto next = claims_.lower_bound(offset); at < end; ++next) {
    const auto gap_end = next == claims_.end() ? end : std::min<std::uint64_t>(next->first, end);
    if (gap_end > at) {
      next = claims_.insert({at, Claim{.end = gap_end, .owner = kNobody}}).first;
    }
    next->second.kind = kind;
    at = next->second.end;
  }
}

std::vector<Range> RangeMap::claims() const {
  std::vector<Range> found;
  for (const auto& [offset, claim] : claims_) {
    append(found, {.offset = offset,
                   .length = claim.end - offset,
                   .owner = claim.owner,
                   .kind = claim.kind,
                   .group = claim.group});
  }
  return found;
}

std::vector<Range> RangeMap::all() const {
  std::vector<Range> parts;
  std::uint64_t at = 0;
  const auto gap_until = [&](std::uint64_t end) {
    if (end > at) {
      append(parts, {.offset = at, .length = end - at, .owner = kNobody});
    }
  };
  for (const auto& [offset, claim] : claims_) {
    gap_until(offset);
    append(parts, {.offset = offset,
                   .length = claim.end - offset,
                   .owner = claim.owner,
                   .kind = claim.kind,
                   .group = claim.group});
    at = claim.end;
  }
  gap_until(file_size_);
  return parts;
}

std::vector<Range> RangeMap::unclaimed() const {
  std::vector<Range> gaps;
  std::uint64_t at = 0;
  const auto gap_until = [&](std::uint64_t end) {
    if (end > at) {
      gaps.push_back({.offset = at, .length = end - at, .owner = kNobody});
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
