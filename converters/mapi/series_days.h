// Counts the days of a series.
#pragma once

#include <cstdint>
#include <optional>

#include "converters/model/calendar.h"
#include "formats/text/calendar_date.h"

namespace convert::mapi {

struct SeriesEnd {
  std::uint32_t count = 0;  // days from the first to `last`
  text::Ticks last = 0;     // midnight
};

/// Where a series that begins on `start` (a midnight) ends by its rule's count or last day; not
/// looked for beyond 12,000 periods (days, weeks, months or years).
[[nodiscard]] SeriesEnd end_of_series(const model::Recurrence& rule, text::Ticks start);

/// The first day of the rule on or after `from` (a midnight), whose week, month or year is the
/// first period. nullopt when neither that period nor the next has one.
[[nodiscard]] std::optional<text::Ticks> first_day_of_series(const model::Recurrence& rule,
                                                             text::Ticks from);

/// Whether a monthly or yearly rule can mean `day` (a midnight), whatever its interval.
[[nodiscard]] bool is_day_of_month_of(const model::Recurrence& rule, text::Ticks day);

}  // namespace convert::mapi
