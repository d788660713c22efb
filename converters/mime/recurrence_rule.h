// How a series repeats, in iCalendar's words.
#pragma once

#include <optional>

#include "converters/model/calendar.h"
#include "formats/mime/icalendar.h"

namespace convert::mime {

/// FREQ, INTERVAL, the BY… parts, COUNT; `until` goes in when the series has no count. Exact for
/// every rule the model can say, the days that short months lack included ([MS-OXOCAL]
/// 2.2.1.44.1.4.2: such an instance falls on the month's last day; in iCalendar it would be left
/// out).
[[nodiscard]] ::mime::RepeatRule to_rule(const model::Recurrence& recurrence,
                                         std::optional<::mime::CalendarTime> until);

}  // namespace convert::mime
