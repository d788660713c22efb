#include "converters/mime/calendar_times.h"

#include <cstdint>
#include <variant>

namespace convert::mime {
namespace {

using ::mime::CalendarTime;
using ::mime::CalendarTimeForm;

// 0001-01-03 and 9999-12-30: a zone is at most a day away, and its rule needs no other year.
constexpr std::int64_t kFirstSayable = -719'160 * model::kTicksPerDay;
constexpr std::int64_t kLastSayable = 2'932'894 * model::kTicksPerDay;

bool is_midnight(std::int64_t ticks) { return ticks % model::kTicksPerDay == 0; }

bool is_instant(const model::Timestamp& time) {
  return std::holds_alternative<model::Instant>(time);
}

std::int64_t wall_ticks(const model::Timestamp& time, const std::optional<SeriesZone>& zone) {
  const std::int64_t ticks = model::ticks_of(time);
  return is_instant(time) && zone && is_sayable(ticks) ? zone->to_local(ticks) : ticks;
}

/// Whether the item can be written in whole days. [MS-OXOTASK] 2.2.2.2.4: a task's dates are
/// midnights in the user's own zone whatever their type says.
bool has_whole_days(const model::CalendarItem& item, const std::optional<SeriesZone>& zone) {
  const bool task = item.kind == model::CalendarKind::Task;
  if (!task && !item.all_day) {
    return false;
  }
  const auto begins_a_day = [&](const model::OptionalTimestamp& time) {
    return !time || is_midnight(task ? model::ticks_of(*time) : wall_ticks(*time, zone));
  };
  return begins_a_day(item.start) && begins_a_day(item.end);
}

/// Places the days of the series at the time of day it starts at.
void place_series(const model::Recurrence& recurrence, const std::optional<SeriesZone>& zone,
                  CalendarTimes& times) {
  if (!times.start) {
    return;
  }
  const CalendarTimeForm form = times.start->form;
  times.days_placed = form != CalendarTimeForm::Utc;
  // Before 1970 the remainder is negative.
  const std::int64_t time_of_day =
      (times.start->ticks % model::kTicksPerDay + model::kTicksPerDay) % model::kTicksPerDay;
  if (recurrence.until && is_sayable(recurrence.until->ticks)) {
    const std::int64_t last = recurrence.until->ticks / model::kTicksPerDay * model::kTicksPerDay;
    // RFC 5545 3.3.10: with a DTSTART in a zone "the UNTIL rule part MUST always be specified as a
    // date with UTC time".
    if (form == CalendarTimeForm::Zoned && zone) {
      times.until = {.ticks = zone->to_utc(last + time_of_day), .form = CalendarTimeForm::Utc};
    } else if (form == CalendarTimeForm::Utc) {
      times.until = {.ticks = last + model::kTicksPerDay - model::kTicksPerSecond, .form = form};
    } else {
      times.until = {.ticks = last + time_of_day, .form = form};
    }
  }
  if (times.days_placed) {
    for (const model::WallClock& day : recurrence.deleted) {
      if (is_sayable(day.ticks)) {
        times.exceptions.push_back(
            {.ticks = day.ticks / model::kTicksPerDay * model::kTicksPerDay + time_of_day,
             .form = form});
      }
    }
  }
}

}  // namespace

bool is_sayable(std::int64_t ticks) { return ticks >= kFirstSayable && ticks < kLastSayable; }

std::optional<CalendarTime> plain_time(const model::Timestamp& time) {
  if (!is_sayable(model::ticks_of(time))) {
    return std::nullopt;
  }
  return CalendarTime{
      .ticks = model::ticks_of(time),
      .form = is_instant(time) ? CalendarTimeForm::Utc : CalendarTimeForm::Floating};
}

CalendarTimes calendar_times(const model::Message& message) {
  const model::CalendarItem& item = *message.calendar;
  const std::optional<SeriesZone> zone = SeriesZone::of(item);
  const bool whole_days = has_whole_days(item, zone);
  const bool task = item.kind == model::CalendarKind::Task;
  CalendarTimes times;
  const auto placed = [&](const model::OptionalTimestamp& time) -> std::optional<CalendarTime> {
    if (!time || !is_sayable(model::ticks_of(*time))) {
      return std::nullopt;
    }
    if (whole_days) {
      return CalendarTime{.ticks = task ? model::ticks_of(*time) : wall_ticks(*time, zone),
                          .form = CalendarTimeForm::Date};
    }
    if (is_instant(*time) && item.recurrence && zone) {
      times.zone = zone->describe();
      return CalendarTime{.ticks = wall_ticks(*time, zone), .form = CalendarTimeForm::Zoned};
    }
    return plain_time(*time);
  };
  times.start = placed(item.start);
  times.end = placed(item.end);
  if (item.recurrence) {
    place_series(*item.recurrence, zone, times);
  }
  return times;
}

}  // namespace convert::mime
