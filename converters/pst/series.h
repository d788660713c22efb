// From the model's rule for repeating to the pattern that MAPI stores.
#pragma once

#include <optional>
#include <span>

#include "converters/model/calendar.h"
#include "formats/mapi/recurrence.h"
#include "formats/mapi/time_zone.h"

namespace convert::pst {

/// The days of the series that begins on `start` (a midnight), as [MS-OXOCAL] 2.2.1.44.1 has them.
[[nodiscard]] ::mapi::RecurrencePattern to_pattern(const model::Recurrence& rule,
                                                   text::Ticks start);

/// The times of a changed instance, on the wall.
struct ChangedTimes {
  text::Ticks replaces = 0;  // when it would have begun
  text::Ticks start = 0;
  text::Ticks end = 0;
};

/// The same with the times of an appointment from `start` to `end`, both on the wall. Changed
/// instances that are not in `changed` keep their times; their embedded messages say the rest.
[[nodiscard]] ::mapi::AppointmentRecurrence to_pattern(const model::Recurrence& rule,
                                                       text::Ticks start, text::Ticks end,
                                                       std::span<const ChangedTimes> changed = {});

[[nodiscard]] ::mapi::TimeZone to_zone(const model::ZoneRule& rule);
/// The instant at which clocks in `zone` show `wall`; in the hour that occurs twice, the first.
[[nodiscard]] text::Ticks utc_of(const ::mapi::TimeZone& zone, text::Ticks wall);

}  // namespace convert::pst
