// What is wrong with sections of a secondary file, for the people who have to look at it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"

namespace iff {

/// Where it was met. The row itself stands with the note or the item that the lines are told of.
struct DamagePlace {
  std::string_view file;     // "NORTH.SEC"
  std::uint64_t size = 0;    // of it
  std::string_view pointer;  // "#NORTH.SEC(575) in Body"; empty: no row led there
};

/// A line for each damage that iff::Secondary and iff::find_unclaimed() tell: which pointer or
/// section, what was expected, what was done instead, what to look for. One line more for those
/// that the log only counts.
[[nodiscard]] std::vector<std::string> damage_lines(const bytes::DamageLog& damage,
                                                    const DamagePlace& place);

}  // namespace iff
