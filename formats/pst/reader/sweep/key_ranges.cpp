#include "formats/pst/reader/sweep/key_ranges.h"

#include <algorithm>
#include <limits>

namespace pst::reader {

void KeyRanges::add(std::uint64_t first, std::uint64_t end) {
  if (first >= end) {
    return;
  }
  auto next = ends_.upper_bound(first);
  if (next != ends_.begin() && std::prev(next)->second >= first) {
    --next;
    first = next->first;
  }
  while (next != ends_.end() && next->first <= end) {
    end = std::max(end, next->second);
    next = ends_.erase(next);
  }
  ends_[first] = end;
}

bool KeyRanges::contains(std::uint64_t key) const {
  const auto next = ends_.upper_bound(key);
  return next != ends_.begin() && key < std::prev(next)->second;
}

KeyRanges KeyRanges::without(const std::vector<KeyGap>& gaps) {
  KeyRanges missing;
  for (const auto& gap : gaps) {
    missing.add(gap.first, gap.end);
  }
  KeyRanges rest;
  std::uint64_t from = 0;
  for (const auto& [first, end] : missing.ends_) {
    rest.add(from, first);
    from = end;
  }
  rest.add(from, std::numeric_limits<std::uint64_t>::max());
  return rest;
}

}  // namespace pst::reader
