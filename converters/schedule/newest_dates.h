// The newest dates of a file, by which an alarm is past or not.
#pragma once

#include <algorithm>
#include <cstdint>

#include "formats/text/calendar_date.h"

namespace convert::schedule {

class NewestDates {
 public:
  /// The newest date of an object; INT64_MIN when it has none.
  void add(text::Ticks date) {
    second_ = std::max(second_, std::min(first_, date));
    first_ = std::max(first_, date);
  }
  /// That of all objects but one whose newest date is `own`.
  [[nodiscard]] text::Ticks without(text::Ticks own) const {
    return own == first_ ? second_ : first_;
  }

 private:
  text::Ticks first_ = INT64_MIN;
  text::Ticks second_ = INT64_MIN;
};

}  // namespace convert::schedule
