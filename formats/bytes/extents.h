// A set of bytes of a file, as parts of it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>

namespace bytes {

struct Extent {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;

  friend bool operator==(const Extent&, const Extent&) = default;
};

/// Parts of a file that neither overlap nor touch.
class Extents {
 public:
  /// Adds [offset, offset + length), which does not reach beyond 2^64 - 1.
  void add(std::uint64_t offset, std::uint64_t length) {
    if (length == 0) {
      return;
    }
    auto begin = offset;
    auto end = offset + length;
    auto next = ends_.upper_bound(begin);
    if (next != ends_.begin() && std::prev(next)->second >= begin) {
      --next;
    }
    while (next != ends_.end() && next->first <= end) {
      begin = std::min(begin, next->first);
      end = std::max(end, next->second);
      next = ends_.erase(next);
    }
    ends_.emplace_hint(next, begin, end);
  }

  /// The first bytes of [offset, offset + length) in a row that are in the set; nullopt when none
  /// is.
  [[nodiscard]] std::optional<Extent> first_in(std::uint64_t offset, std::uint64_t length) const {
    const auto end = length > UINT64_MAX - offset ? UINT64_MAX : offset + length;
    auto next = ends_.upper_bound(offset);
    if (next != ends_.begin() && std::prev(next)->second > offset) {
      --next;
    }
    if (length == 0 || next == ends_.end() || next->first >= end) {
      return std::nullopt;
    }
    const auto begin = std::max(offset, next->first);
    return Extent{.offset = begin, .length = std::min(end, next->second) - begin};
  }
  [[nodiscard]] bool touch(std::uint64_t offset, std::uint64_t length) const {
    return first_in(offset, length).has_value();
  }

  [[nodiscard]] bool empty() const { return ends_.empty(); }
  /// Calls `visit` with each part, in order.
  template <class Visit>
  void each(Visit visit) const {
    for (const auto& [begin, end] : ends_) {
      visit(Extent{.offset = begin, .length = end - begin});
    }
  }

 private:
  std::map<std::uint64_t, std::uint64_t> ends_;  // by first byte
};

}  // namespace bytes
