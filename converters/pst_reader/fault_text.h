// What makes a value doubtful, in words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/pst/reader/fault.h"

namespace convert::pst_reader {

/// So many faults of one value, table or object are told one by one, the others by their number: a
/// value of 2 GB can have 260,000.
inline constexpr std::size_t kMostFaultsTold = 8;

/// A line each: "8176 bytes at 16352 are missing (zeros stand for them): BBTENTRY.ib: out of range:
/// found … at 0x4400+8192".
[[nodiscard]] std::vector<std::string> lines_of(const ::pst::reader::Faults& faults);

/// Which damage has been told of an item: what is left is the store's own.
class ToldDamage {
 public:
  void add(const bytes::Damage& damage) {
    if (told_.size() < kMost) {
      told_.emplace(damage.offset, damage.field);
    }
  }
  void add(const ::pst::reader::Faults& faults) {
    for (const auto& fault : faults) {
      add(fault.damage);
    }
  }
  [[nodiscard]] bool has(const bytes::Damage& damage) const {
    return told_.contains({damage.offset, damage.field});
  }

 private:
  /// As many as a store notes, and some more: damage beyond is told twice.
  static constexpr std::size_t kMost = 4 * bytes::DamageLog::kKept;
  std::set<std::pair<std::uint64_t, std::string_view>> told_;
};

}  // namespace convert::pst_reader
