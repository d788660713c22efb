// Who claimed which bytes of a file; what nobody claimed is a finding.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"

namespace bytes {

struct Range {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::string_view owner;  // a literal: the structure's name

  friend bool operator==(const Range&, const Range&) = default;
};

/// A set of non-overlapping claims over a file of known size.
class RangeMap {
 public:
  explicit RangeMap(std::uint64_t file_size) : file_size_(file_size) {}

  /// Registers [offset, offset + length). What lies past the end of the file, or belongs to
  /// somebody already, is reported to `damage` (OutOfRange, Inconsistent) and not claimed again:
  /// the first owner keeps it. An empty range is ignored.
  void claim(const Range& range, DamageLog& damage);

  /// The claims in file order; neighbours of one owner are merged.
  [[nodiscard]] std::vector<Range> claims() const;
  /// The gaps in file order, owner "unclaimed".
  [[nodiscard]] std::vector<Range> unclaimed() const;

 private:
  struct Claim {
    std::uint64_t end = 0;
    std::string_view owner;
  };
  std::uint64_t file_size_;
  std::map<std::uint64_t, Claim> claims_;  // by offset
};

}  // namespace bytes
