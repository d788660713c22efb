// How a series repeats, in iCalendar's words.
#pragma once

#include <optional>

#include "converters/model/calendar.h"
#include "formats/mime/icalendar.h"

namespace convert::mime {

/// FREQ, INTERVAL, the BY… parts, COUNT; `until` goes in when the series has no count. Exact, the
/// days that short months lack included ([MS-OXOCAL] 2.2.1.44.1.4.2: such an instance falls on the
/// month's last day; in iCalendar it would be left out). nullopt for numbers that make no rule (no
/// weekday of a month, a thirteenth month) and when the series has an end but `until` has not.
[[nodiscard]] std::optional<::mime::RepeatRule> to_rule(const model::Recurrence& recurrence,
                                                        std::optional<::mime::CalendarTime> until);

}  // namespace convert::mime
