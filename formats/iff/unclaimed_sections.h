// What no row names in a secondary file. FORMAT.md 4.4.
#pragma once

#include <cstdint>
#include <functional>

#include "formats/bytes/damage.h"
#include "formats/iff/secondary.h"

namespace iff {

/// Bytes that no pointer leads to.
struct Unclaimed {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  Chain chain;  // the sections they are; without parts when they are none
};

/// Walks the file from its first line to its end and tells of everything between the sections that
/// pointers mean, in the order of the offsets. Line ends, blanks, zeros and 1A alone are padding. A
/// file that does not begin with its header line is told ("SEC.header"), and pointers that are all
/// shifted ("SEC.shift"). False from `tell` ends it.
void find_unclaimed(const Secondary& secondary, bytes::DamageLog& damage,
                    const std::function<bool(const Unclaimed&)>& tell);

}  // namespace iff
