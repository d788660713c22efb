// Appointments, meeting messages, tasks and journal entries.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "converters/model/timestamp.h"

namespace model {

enum class CalendarKind : std::uint8_t { Appointment, Task, Journal };
enum class BusyStatus : std::uint8_t { Free, Tentative, Busy, OutOfOffice, WorkingElsewhere };
enum class MeetingMethod : std::uint8_t { None, Request, Response, Cancellation };
enum class MeetingResponse : std::uint8_t { None, Accepted, Tentative, Declined };
enum class TaskStatus : std::uint8_t { NotStarted, InProgress, Complete, Waiting, Deferred };

enum class Frequency : std::uint8_t { Daily, Weekly, Monthly, MonthlyNth, Yearly, YearlyNth };

/// A rule for repeating, in the terms of [MS-OXOCAL] 2.2.1.44.1 that iCalendar shares. Dates are
/// the days' midnights in the series' own zone.
struct Recurrence {
  Frequency frequency = Frequency::Daily;
  std::uint32_t interval = 1;       // in days, weeks, months or years, as `frequency` says
  std::uint32_t weekdays = 0;       // bit 0 Sunday … bit 6 Saturday
  std::int32_t day_of_month = 0;    // 1…31, -1 the last, for Monthly and Yearly
  std::int32_t month = 0;           // 1…12 for Yearly and YearlyNth
  std::int32_t nth = 0;             // 1…4, -1 the last, for MonthlyNth and YearlyNth
  std::uint32_t first_weekday = 0;  // 0 Sunday
  std::optional<std::uint32_t> count;
  std::optional<WallClock> until;   // the last day
  std::vector<WallClock> deleted;   // days on which an instance was left out …
  std::vector<WallClock> modified;  // … or moved or changed; these are in `deleted` too
};

/// When a zone changes its clocks: a weekday of a month, at a time on the wall before the change.
struct ZoneChange {
  std::int32_t month = 0;    // 1…12
  std::int32_t weekday = 0;  // 0 Sunday
  std::int32_t nth = 0;      // 1…4, -1 the last
  std::int32_t minute = 0;   // of the day
};

/// Daylight saving time, alike in all years.
struct DaylightRule {
  std::int32_t bias = 0;  // as ZoneRule::bias
  ZoneChange begins;
  ZoneChange ends;
};

/// A zone's distance from UTC in minutes: local = UTC - bias, as Windows counts.
struct ZoneRule {
  std::int32_t bias = 0;  // outside daylight saving time
  std::optional<DaylightRule> daylight;
};

struct CalendarItem {
  CalendarKind kind = CalendarKind::Appointment;
  OptionalTimestamp start;
  OptionalTimestamp end;  // of a task: when it is due
  bool all_day = false;
  std::string location;
  BusyStatus busy = BusyStatus::Busy;
  MeetingMethod method = MeetingMethod::None;
  MeetingResponse response = MeetingResponse::None;
  std::string uid;                               // of the meeting, when it has one; hexadecimal
  std::optional<std::int64_t> reminder_minutes;  // before the start
  OptionalTimestamp reminder_time;
  std::optional<Recurrence> recurrence;
  std::string zone_name;              // of the series, as the source calls it …
  std::optional<ZoneRule> zone_rule;  // … and describes it
  std::string recurrence_text;        // the source's own words for it: "every Monday"
  /// Of a changed instance: when the instance of the series would have begun. Of a source that
  /// speaks MAPI the bag says it (PidLidExceptionReplaceTime).
  OptionalTimestamp replaces;
  // Tasks
  TaskStatus task_status = TaskStatus::NotStarted;
  std::optional<double> percent_complete;  // 0…1
  OptionalTimestamp completed;
  std::string owner;
  // Journal
  std::string journal_type;
};

}  // namespace model
