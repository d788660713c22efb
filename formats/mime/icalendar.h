// Appointments, meetings, tasks and journal entries as iCalendar (RFC 5545, RFC 5546).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/mime/content_line.h"

namespace mime {

/// RFC 5545 3.3.10 weekday, Sunday first.
inline constexpr std::array<std::string_view, 7> kWeekdays{"SU", "MO", "TU", "WE",
                                                           "TH", "FR", "SA"};

/// How a time is written.
enum class CalendarTimeForm : std::uint8_t {
  Utc,       // 19950314T091500Z
  Floating,  // 19950314T091500: what a clock showed, in no zone
  Zoned,     // the same, in the zone of the calendar (Calendar::zone must be there)
  Date,      // 19950314, with VALUE=DATE
};

/// Ticks of 100 ns since 1970, counted as if the clock that shows the time stood in UTC.
struct CalendarTime {
  std::int64_t ticks = 0;
  CalendarTimeForm form = CalendarTimeForm::Utc;
  friend bool operator==(const CalendarTime&, const CalendarTime&) = default;
};

/// RFC 5545 3.3.10. Empty members are left out.
struct RepeatRule {
  std::string frequency{};  // DAILY WEEKLY MONTHLY YEARLY
  std::uint32_t interval = 1;
  std::vector<std::int32_t> by_month{};
  std::vector<std::int32_t> by_month_day{};
  std::vector<std::string> by_day{};  // MO, 2MO, -1FR
  std::vector<std::int32_t> by_set_position{};
  std::string week_start{};
  std::optional<std::uint32_t> count{};
  std::optional<CalendarTime> until{};
  friend bool operator==(const RepeatRule&, const RepeatRule&) = default;
};

/// One half of a VTIMEZONE, RFC 5545 3.6.5. Offsets in minutes east of Greenwich.
struct ZoneObservance {
  std::int64_t onset = 0;  // ticks on the wall before the change
  std::int32_t offset_from = 0;
  std::int32_t offset_to = 0;
  std::optional<RepeatRule> rule{};
};

struct CalendarZone {
  std::string id{};
  ZoneObservance standard{};
  std::optional<ZoneObservance> daylight{};
};

struct CalendarPerson {
  std::string uri{};  // mailto:…
  std::string name{};
  std::string role{};           // REQ-PARTICIPANT …; empty for an organizer
  std::string participation{};  // ACCEPTED …; empty: unknown
};

/// A reminder: relative to the start (of a task: to when it is due), or at an instant.
struct CalendarAlarm {
  std::optional<std::int64_t> minutes_before{};
  std::optional<CalendarTime> at{};  // Utc
  bool relative_to_end = false;
};

enum class ComponentKind : std::uint8_t { Event, Todo, Journal };

/// Texts are UTF-8 and unescaped; what is empty or absent is left out.
struct CalendarComponent {
  ComponentKind kind = ComponentKind::Event;
  std::string uid{};
  std::optional<CalendarTime> stamp{};  // Utc
  std::optional<CalendarTime> created{};
  std::optional<CalendarTime> modified{};
  std::optional<CalendarTime> replaces{};  // RECURRENCE-ID: the instance of the series
  std::optional<CalendarTime> start{};
  std::optional<CalendarTime> end{};  // DUE of a task
  std::optional<CalendarTime> completed{};
  std::string summary{};
  std::string location{};
  std::string description{};
  std::optional<CalendarPerson> organizer{};
  std::vector<CalendarPerson> attendees{};
  std::string status{};
  std::string transparency{};
  std::string classification{};
  std::optional<std::int32_t> priority{};  // 1 highest … 9 lowest
  std::optional<std::int32_t> percent_complete{};
  std::vector<std::string> categories{};
  std::optional<RepeatRule> rule{};
  std::vector<CalendarTime> exceptions{};
  std::optional<CalendarAlarm> alarm{};
  std::vector<LineProperty> extensions{};  // X-…, values unescaped
};

struct Calendar {
  std::string method{};  // REQUEST REPLY CANCEL, or empty: a stored item, not a message about one
  std::optional<CalendarZone> zone{};
  CalendarComponent component{};
  std::vector<CalendarComponent> changed{};  // instances of a series, of the same UID
};

[[nodiscard]] std::string write_calendar(const Calendar& calendar);

}  // namespace mime
