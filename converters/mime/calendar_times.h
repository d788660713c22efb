// When a calendar item is, in the forms iCalendar has.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "converters/mime/series_zone.h"
#include "converters/model/message.h"
#include "formats/mime/icalendar.h"

namespace convert::mime {

struct CalendarTimes {
  std::optional<::mime::CalendarTime> start{};
  std::optional<::mime::CalendarTime> end{};
  std::optional<::mime::CalendarZone> zone{};
  std::optional<::mime::CalendarTime> until{};     // of the series
  std::vector<::mime::CalendarTime> exceptions{};  // of the series
  bool days_placed = true;  // false: in which zone the days of the series lie is not known
};

/// Dates when the item takes whole days and the zone shows it; wall clocks float; a series is
/// placed in its zone; every other instant is UTC. Start and end have one form (RFC 5545 3.6.1).
/// What cannot be said stays away.
[[nodiscard]] CalendarTimes calendar_times(const model::Message& message);

/// Whether iCalendar can say the time, in any zone: its years have four digits (RFC 5545 3.3.4).
[[nodiscard]] bool is_sayable(std::int64_t ticks);

/// In UTC, or floating for a wall clock; nullopt when it cannot be said.
[[nodiscard]] std::optional<::mime::CalendarTime> plain_time(const model::Timestamp& time);

}  // namespace convert::mime
