#include "converters/pst/series.h"

#include <algorithm>
#include <cstdlib>

#include "converters/mapi/series_days.h"

namespace convert::pst {
namespace {

using ::mapi::Minutes;
using ::mapi::PatternType;
using ::mapi::RecurFrequency;
using ::mapi::RecurrencePattern;
using model::Frequency;
using text::Ticks;

constexpr Minutes kMinutesPerDay = 24 * 60;
constexpr std::uint32_t kDaysPerWeek = 7;
constexpr std::uint32_t kMonthsPerYear = 12;
constexpr std::int32_t kFirstYear = 1601;
constexpr std::uint32_t kLastDay = 31;
constexpr std::uint32_t kLastNth = 5;

Ticks midnight_of(Ticks ticks) {
  const Ticks rest = ticks % text::kTicksPerDay;
  return ticks - (rest < 0 ? rest + text::kTicksPerDay : rest);
}

Minutes to_minutes(Ticks ticks) {
  const Ticks since_1601 =
      ticks / text::kTicksPerMinute - ::mapi::minutes_to_ticks(0) / text::kTicksPerMinute;
  return static_cast<Minutes>(std::clamp<Ticks>(since_1601, 0, UINT32_MAX));
}

void set_frequency(const model::Recurrence& rule, Ticks start, RecurrencePattern& pattern) {
  const std::uint32_t interval = std::max<std::uint32_t>(rule.interval, 1);
  const auto start_day = static_cast<unsigned>(text::to_calendar(start).weekday);
  switch (rule.frequency) {
    case Frequency::Daily:
      pattern.frequency = RecurFrequency::Daily;
      pattern.pattern = PatternType::Day;
      pattern.period = interval * kMinutesPerDay;
      return;
    case Frequency::Weekly:
      pattern.frequency = RecurFrequency::Weekly;
      pattern.pattern = PatternType::Week;
      pattern.period = interval;
      pattern.weekdays = rule.weekdays == 0 ? 1U << start_day : rule.weekdays;
      return;
    case Frequency::Monthly:
    case Frequency::MonthlyNth:
      pattern.frequency = RecurFrequency::Monthly;
      pattern.period = interval;
      break;
    case Frequency::Yearly:
    case Frequency::YearlyNth:
      pattern.frequency = RecurFrequency::Yearly;
      pattern.period = interval * kMonthsPerYear;
      break;
  }
  if (rule.frequency == Frequency::MonthlyNth || rule.frequency == Frequency::YearlyNth) {
    pattern.pattern = PatternType::MonthNth;
    pattern.weekdays = rule.weekdays;
    pattern.nth = rule.nth < 0 ? kLastNth : static_cast<std::uint32_t>(rule.nth);
  } else {
    pattern.pattern = rule.day_of_month < 0 ? PatternType::MonthEnd : PatternType::Month;
    pattern.day = rule.day_of_month < 0 ? kLastDay : static_cast<std::uint32_t>(rule.day_of_month);
  }
}

/// 2.2.1.44.1 FirstDateTime: the first period of the series since 1601, had it always been.
Minutes first_of(const RecurrencePattern& pattern, Ticks start) {
  const Minutes minutes = to_minutes(start);
  const text::CalendarDate date = text::to_calendar(start);
  switch (pattern.frequency) {
    case RecurFrequency::Daily:
      return minutes % pattern.period;
    case RecurFrequency::Weekly: {
      const std::uint32_t into =
          (static_cast<std::uint32_t>(date.weekday) + kDaysPerWeek - pattern.first_weekday) %
          kDaysPerWeek;
      return (minutes - into * kMinutesPerDay) % (pattern.period * kDaysPerWeek * kMinutesPerDay);
    }
    case RecurFrequency::Monthly:
    case RecurFrequency::Yearly:
      break;
  }
  const auto months = static_cast<std::uint32_t>(std::max(
      (date.year - kFirstYear) * static_cast<std::int32_t>(kMonthsPerYear) + date.month - 1, 0));
  const auto first = static_cast<std::int32_t>(months % pattern.period);
  const auto day =
      text::to_ticks({.year = kFirstYear + first / static_cast<std::int32_t>(kMonthsPerYear),
                      .month = first % static_cast<std::int32_t>(kMonthsPerYear) + 1,
                      .day = 1});
  return day ? to_minutes(*day) : 0;
}

void set_end(const model::Recurrence& rule, Ticks start, RecurrencePattern& pattern) {
  // 2.2.1.44.1: "0x5AE980DF" and 10 occurrences stand for a series without end.
  constexpr Minutes kNoEnd = 0x5AE980DF;
  constexpr std::uint32_t kNoEndOccurrences = 10;
  if (!rule.count && !rule.until) {
    pattern.end = ::mapi::RecurrenceEnd::Never;
    pattern.occurrences = kNoEndOccurrences;
    pattern.end_date = kNoEnd;
    return;
  }
  const auto end = convert::mapi::end_of_series(rule, start);
  pattern.end = rule.count ? ::mapi::RecurrenceEnd::Count : ::mapi::RecurrenceEnd::Date;
  pattern.occurrences = rule.count.value_or(end.count);
  pattern.end_date = to_minutes(rule.count ? end.last : rule.until->ticks);
}

}  // namespace

RecurrencePattern to_pattern(const model::Recurrence& rule, Ticks start) {
  const Ticks first_day = midnight_of(start);
  RecurrencePattern pattern;
  set_frequency(rule, first_day, pattern);
  pattern.first_weekday = rule.first_weekday;
  pattern.start_date = to_minutes(first_day);
  pattern.first = first_of(pattern, first_day);
  set_end(rule, first_day, pattern);
  for (const model::WallClock& day : rule.deleted) {
    pattern.deleted.push_back(to_minutes(day.ticks));
  }
  for (const model::WallClock& day : rule.modified) {
    pattern.modified.push_back(to_minutes(day.ticks));
  }
  return pattern;
}

::mapi::AppointmentRecurrence to_pattern(const model::Recurrence& rule, Ticks start, Ticks end,
                                         std::span<const ChangedTimes> changed) {
  ::mapi::AppointmentRecurrence result{.pattern = to_pattern(rule, start)};
  const Ticks length = std::max<Ticks>(end - start, 0);
  result.start_offset = static_cast<Minutes>((start - midnight_of(start)) / text::kTicksPerMinute);
  result.end_offset = result.start_offset + static_cast<Minutes>(length / text::kTicksPerMinute);
  for (Minutes& day : result.pattern.modified) {
    ::mapi::RecurrenceException& exception = result.exceptions.emplace_back();
    exception.start = day + result.start_offset;
    exception.end = day + result.end_offset;
    exception.original_start = exception.start;
    const auto times = std::ranges::find(changed, day, [](const ChangedTimes& candidate) {
      return to_minutes(midnight_of(candidate.replaces));
    });
    if (times != changed.end()) {
      exception.start = to_minutes(times->start);
      exception.end = to_minutes(std::max(times->end, times->start));
      day = to_minutes(midnight_of(times->start));  // 2.2.1.44.1: the days they are on now
    }
  }
  std::ranges::sort(result.pattern.modified);
  std::ranges::sort(result.exceptions, {}, &::mapi::RecurrenceException::start);
  return result;
}

::mapi::TimeZone to_zone(const model::ZoneRule& rule) {
  const auto changeover = [](const model::ZoneChange& change) {
    constexpr std::int32_t kLast = 5;  // [MS-OXOCAL] 2.2.1.39: the last such weekday
    constexpr std::int32_t kMinutesPerHour = 60;
    return ::mapi::Changeover{.year = 0,
                              .month = change.month,
                              .weekday = change.weekday,
                              .day = change.nth < 0 ? kLast : change.nth,
                              .hour = change.minute / kMinutesPerHour,
                              .minute = change.minute % kMinutesPerHour};
  };
  ::mapi::TimeZone zone{.bias = rule.bias};
  if (rule.daylight) {
    zone.daylight_bias = rule.daylight->bias - rule.bias;
    zone.to_daylight = changeover(rule.daylight->begins);
    zone.to_standard = changeover(rule.daylight->ends);
  }
  return zone;
}

Ticks utc_of(const ::mapi::TimeZone& zone, Ticks wall) {
  const Ticks standard = wall + Ticks{zone.bias + zone.standard_bias} * text::kTicksPerMinute;
  const Ticks daylight = wall + Ticks{zone.bias + zone.daylight_bias} * text::kTicksPerMinute;
  return ::mapi::local_time(zone, daylight) == wall ? daylight : standard;
}

}  // namespace convert::pst
