// What makes a value doubtful, in words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
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

/// Which damage was told: that of faults whose line went out. What is left is the store's own.
class ToldDamage {
 public:
  /// lines_of(): whoever is told one of them later is told of its faults.
  [[nodiscard]] std::vector<std::string> offer(const ::pst::reader::Faults& faults);
  /// `text` went out: a line that was offered stands in it, alone or behind a colon.
  void tell(std::string_view text);
  [[nodiscard]] bool has(const bytes::Damage& damage) const {
    return told_.contains({damage.offset, damage.field});
  }

 private:
  using Place = std::pair<std::uint64_t, std::string_view>;
  /// Lines and places each; damage beyond is told twice.
  static constexpr std::size_t kMost = std::size_t{1} << 16U;

  std::map<std::string, std::set<Place>, std::less<>> offered_;  // by line
  std::size_t offered_places_ = 0;
  std::set<Place> told_;
};

}  // namespace convert::pst_reader
