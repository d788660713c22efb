// Who claimed which bytes of a file; what nobody claimed is a finding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"

namespace bytes {

/// What bytes are to the store they lie in. MAPS.md says for each format what has which class.
enum class RangeClass : std::uint8_t {
  Unreferenced,  // nothing leads to them, and nothing calls them free
  Header,
  Index,  // leads to data, or accounts for space
  Data,
  Slack,        // inside a structure, and none of its content
  Free,         // the store calls them free
  Recovered,    // no index leads to them; a search found what they are
  BadChecksum,  // not what was written there: a checksum, or what names the bytes, says so
  Unreadable,   // nobody knows what stood there
};
inline constexpr std::size_t kRangeClasses = 9;

struct Range {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::string_view owner;  // a literal: the structure's name
  RangeClass kind = RangeClass::Unreferenced;
  std::uint32_t group = 0;  // the format's own number for the items it belongs to; 0: none

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

  /// Gives [offset, offset + length), as far as it lies in the file, another class, whoever has it.
  /// What nobody has is claimed for "unclaimed".
  void mark(std::uint64_t offset, std::uint64_t length, RangeClass kind);

  /// The claims in file order; neighbours that agree in all but their place are merged.
  [[nodiscard]] std::vector<Range> claims() const;
  /// The gaps in file order, owner "unclaimed".
  [[nodiscard]] std::vector<Range> unclaimed() const;
  /// Both: each byte of the file once, in order.
  [[nodiscard]] std::vector<Range> all() const;

 private:
  struct Claim {
    std::uint64_t end = 0;
    std::string_view owner;
    RangeClass kind = RangeClass::Unreferenced;
    std::uint32_t group = 0;
  };
  /// Makes `at` a border between claims, where one lies across it.
  void split(std::uint64_t at);

  std::uint64_t file_size_;
  std::map<std::uint64_t, Claim> claims_;  // by offset
};

}  // namespace bytes
