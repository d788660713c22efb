// Counts the days of a series.
#pragma once

#include <cstdint>

#include "converters/model/calendar.h"
#include "formats/text/calendar_date.h"

namespace convert::pst {

struct SeriesEnd {
  std::uint32_t count = 0;  // days from the first to `last`
  text::Ticks last = 0;     // midnight
};

/// Where a series that begins on `start` (a midnight) ends by its rule's count or last day; not
/// looked for beyond 12,000 periods (days, weeks, months or years).
[[nodiscard]] SeriesEnd end_of_series(const model::Recurrence& rule, text::Ticks start);

}  // namespace convert::pst
