#include "converters/mapi/series_days.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace convert::mapi {
namespace {

using model::Frequency;
using text::Ticks;

constexpr std::int32_t kDaysPerWeek = 7;
constexpr std::int32_t kMonthsPerYear = 12;
/// A rule that never finds a day (the fifth Monday that no month has) is given up, and nobody means
/// a series of centuries.
constexpr std::uint32_t kMostPeriods = 12'000;

std::int32_t days_in(std::int32_t year, std::int32_t month) {
  const std::int32_t next_year = month == kMonthsPerYear ? year + 1 : year;
  const std::int32_t next_month = month == kMonthsPerYear ? 1 : month + 1;
  const auto first = text::to_ticks({.year = year, .month = month, .day = 1});
  const auto next = text::to_ticks({.year = next_year, .month = next_month, .day = 1});
  return first && next ? static_cast<std::int32_t>((*next - *first) / text::kTicksPerDay) : 0;
}

bool on_weekday(const model::Recurrence& rule, std::int32_t weekday) {
  return (rule.weekdays >> static_cast<unsigned>(weekday) & 1U) != 0;
}

/// The day of a month that the rule means; nullopt when that month has none.
std::optional<Ticks> day_in_month(const model::Recurrence& rule, std::int32_t year,
                                  std::int32_t month) {
  const std::int32_t days = days_in(year, month);
  const auto midnight = [&](std::int32_t day) {
    return text::to_ticks({.year = year, .month = month, .day = day});
  };
  if (rule.frequency == Frequency::Monthly || rule.frequency == Frequency::Yearly) {
    // [MS-OXOCAL] 2.2.1.44.1: a day beyond the month's end is its last.
    return midnight(rule.day_of_month < 1 ? days : std::min(rule.day_of_month, days));
  }
  std::vector<Ticks> matching;
  for (std::int32_t day = 1; day <= days; ++day) {
    const auto ticks = midnight(day);
    if (ticks && on_weekday(rule, text::to_calendar(*ticks).weekday)) {
      matching.push_back(*ticks);
    }
  }
  if (matching.empty()) {
    return std::nullopt;
  }
  const auto place = static_cast<std::size_t>(std::max(rule.nth, 1) - 1);
  if (rule.nth < 0 || place >= matching.size()) {
    return matching.back();
  }
  return matching[place];
}

/// The days of period number `period`, in order.
std::vector<Ticks> days_of(const model::Recurrence& rule, Ticks start, std::uint32_t period) {
  const auto steps = static_cast<std::int64_t>(period) * std::max<std::uint32_t>(rule.interval, 1);
  if (rule.frequency == Frequency::Daily) {
    return {start + steps * text::kTicksPerDay};
  }
  const text::CalendarDate first = text::to_calendar(start);
  std::vector<Ticks> days;
  if (rule.frequency == Frequency::Weekly) {
    const auto first_weekday = static_cast<std::int32_t>(rule.first_weekday % kDaysPerWeek);
    const std::int32_t into = (first.weekday - first_weekday + kDaysPerWeek) % kDaysPerWeek;
    const Ticks week = start + (steps * kDaysPerWeek - into) * text::kTicksPerDay;
    for (std::int32_t i = 0; i < kDaysPerWeek; ++i) {
      if (on_weekday(rule, (first_weekday + i) % kDaysPerWeek)) {
        days.push_back(week + i * text::kTicksPerDay);
      }
    }
    return days;
  }
  const bool yearly = rule.frequency == Frequency::Yearly || rule.frequency == Frequency::YearlyNth;
  const std::int32_t first_month = yearly && rule.month >= 1 ? rule.month : first.month;
  const std::int64_t months = std::int64_t{first.year} * kMonthsPerYear + first_month - 1 +
                              steps * (yearly ? kMonthsPerYear : 1);
  if (const auto day = day_in_month(rule, static_cast<std::int32_t>(months / kMonthsPerYear),
                                    static_cast<std::int32_t>(months % kMonthsPerYear) + 1)) {
    days.push_back(*day);
  }
  return days;
}

}  // namespace

SeriesEnd end_of_series(const model::Recurrence& rule, Ticks start) {
  const std::uint32_t most = rule.count.value_or(UINT32_MAX);
  SeriesEnd end{.count = 0, .last = start};
  for (std::uint32_t period = 0; period < kMostPeriods && end.count < most; ++period) {
    for (const Ticks day : days_of(rule, start, period)) {
      if (day < start || end.count == most) {
        continue;
      }
      if (rule.until && day > rule.until->ticks) {
        return end;
      }
      ++end.count;
      end.last = day;
    }
  }
  return end;
}

std::optional<Ticks> first_day_of_series(const model::Recurrence& rule, Ticks from) {
  for (const std::uint32_t period : {0U, 1U}) {
    for (const Ticks day : days_of(rule, from, period)) {
      if (day >= from) {
        return day;
      }
    }
  }
  return std::nullopt;
}

bool is_day_of_month_of(const model::Recurrence& rule, Ticks day) {
  const text::CalendarDate date = text::to_calendar(day);
  const bool yearly = rule.frequency == Frequency::Yearly || rule.frequency == Frequency::YearlyNth;
  return (!yearly || rule.month == date.month) && day_in_month(rule, date.year, date.month) == day;
}

}  // namespace convert::mapi
