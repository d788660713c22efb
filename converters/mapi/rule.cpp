#include "converters/mapi/rule.h"

#include <algorithm>

namespace convert::mapi {
namespace {

using ::mapi::Minutes;
using ::mapi::PatternType;
using ::mapi::RecurFrequency;
using ::mapi::RecurrencePattern;
using model::Frequency;

constexpr Minutes kMinutesPerDay = 24 * 60;
constexpr std::uint32_t kMonthsOfYear = 12;
constexpr std::uint32_t kEveryWeekday = 0x7F;

model::WallClock day_of(Minutes minutes) {
  return {.ticks = ::mapi::minutes_to_ticks(minutes - minutes % kMinutesPerDay)};
}

// [MS-OXOCAL] 2.2.1.44.1 CalendarType. The calendars of 3, 4, 5 and 7 count other years, and
// Gregorian days and months.
bool is_gregorian(const RecurrencePattern& pattern) {
  constexpr std::uint16_t kHijri = 6;
  constexpr std::uint16_t kHebrew = 8;
  constexpr std::uint16_t kLastGregorian = 12;
  const bool hijri_form = pattern.pattern == PatternType::HjMonth ||
                          pattern.pattern == PatternType::HjMonthNth ||
                          pattern.pattern == PatternType::HjMonthEnd;
  return !hijri_form && pattern.calendar != kHijri && pattern.calendar != kHebrew &&
         pattern.calendar <= kLastGregorian;
}

/// Of a Monthly or Yearly frequency: which day. False when the pattern names none.
bool fill_day_of_month(const RecurrencePattern& pattern, bool yearly, model::Recurrence& rule) {
  constexpr std::uint32_t kLastNth = 5;
  constexpr std::uint32_t kLastDay = 31;
  if (pattern.pattern == PatternType::MonthNth) {
    if (pattern.nth < 1 || pattern.nth > kLastNth || pattern.weekdays == 0) {
      return false;
    }
    rule.frequency = yearly ? Frequency::YearlyNth : Frequency::MonthlyNth;
    rule.weekdays = pattern.weekdays & kEveryWeekday;
    rule.nth = pattern.nth == kLastNth ? -1 : static_cast<std::int32_t>(pattern.nth);
    return true;
  }
  if (pattern.pattern == PatternType::MonthEnd) {
    rule.frequency = yearly ? Frequency::Yearly : Frequency::Monthly;
    rule.day_of_month = -1;
    return true;
  }
  if (pattern.pattern != PatternType::Month || pattern.day < 1 || pattern.day > kLastDay) {
    return false;
  }
  rule.frequency = yearly ? Frequency::Yearly : Frequency::Monthly;
  rule.day_of_month = static_cast<std::int32_t>(pattern.day);
  return true;
}

bool fill_frequency(const RecurrencePattern& pattern, model::Recurrence& rule) {
  switch (pattern.frequency) {
    case RecurFrequency::Daily:
      if (pattern.pattern == PatternType::Day) {
        rule.frequency = Frequency::Daily;
        rule.interval = pattern.period / kMinutesPerDay;
        return pattern.period % kMinutesPerDay == 0;
      }
      // "Every weekday" is Daily by name and weekly by pattern.
      [[fallthrough]];
    case RecurFrequency::Weekly:
      rule.frequency = Frequency::Weekly;
      rule.interval = pattern.period;
      rule.weekdays = pattern.weekdays & kEveryWeekday;
      return pattern.pattern == PatternType::Week && rule.weekdays != 0;
    case RecurFrequency::Monthly:
      rule.interval = pattern.period;
      return fill_day_of_month(pattern, false, rule);
    case RecurFrequency::Yearly: {
      const bool whole_years = pattern.period % kMonthsOfYear == 0;
      rule.interval = whole_years ? pattern.period / kMonthsOfYear : pattern.period;
      if (whole_years) {
        rule.month = text::to_calendar(::mapi::minutes_to_ticks(pattern.start_date)).month;
      }
      return fill_day_of_month(pattern, whole_years, rule);
    }
  }
  return false;
}

}  // namespace

std::optional<model::Recurrence> to_rule(const RecurrencePattern& pattern) {
  model::Recurrence rule;
  if (!is_gregorian(pattern) || !fill_frequency(pattern, rule) || rule.interval == 0) {
    return std::nullopt;
  }
  rule.first_weekday = std::min<std::uint32_t>(pattern.first_weekday, 6);
  if (pattern.end == ::mapi::RecurrenceEnd::Count) {
    rule.count = pattern.occurrences;
  } else if (pattern.end == ::mapi::RecurrenceEnd::Date) {
    rule.until = day_of(pattern.end_date);
  }
  for (const Minutes minutes : pattern.deleted) {
    rule.deleted.push_back(day_of(minutes));
  }
  return rule;
}

std::optional<model::Recurrence> to_rule(const ::mapi::AppointmentRecurrence& recurrence) {
  auto rule = to_rule(recurrence.pattern);
  if (!rule) {
    return std::nullopt;
  }
  for (const ::mapi::RecurrenceException& exception : recurrence.exceptions) {
    rule->modified.push_back(day_of(exception.original_start));
  }
  return rule;
}

}  // namespace convert::mapi
