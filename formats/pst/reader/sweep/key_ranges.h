// Which keys of a B-tree are accounted for.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "formats/pst/reader/ndb/index.h"

namespace pst::reader {

/// A set of keys, as ranges [first, end).
class KeyRanges {
 public:
  void add(std::uint64_t first, std::uint64_t end);
  [[nodiscard]] bool contains(std::uint64_t key) const;

  /// Every key but those in `gaps`.
  [[nodiscard]] static KeyRanges without(const std::vector<KeyGap>& gaps);

 private:
  std::map<std::uint64_t, std::uint64_t> ends_;  // by first; they neither overlap nor touch
};

}  // namespace pst::reader
