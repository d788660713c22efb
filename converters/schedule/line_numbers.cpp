#include "converters/schedule/line_numbers.h"

#include <algorithm>

#include "formats/schedule/lines.h"

namespace convert::schedule {

LineNumbers::LineNumbers(std::string_view file) {
  ::schedule::Lines lines(file);
  while (const auto line = lines.take()) {
    begins_.push_back(line->offset);
  }
}

std::uint64_t LineNumbers::line_of(std::uint64_t offset) const {
  const auto behind = std::ranges::upper_bound(begins_, offset);
  return std::max<std::uint64_t>(static_cast<std::uint64_t>(behind - begins_.begin()), 1);
}

}  // namespace convert::schedule
