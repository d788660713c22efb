#include <algorithm>
#include <array>

#include "converters/mapi/series_days.h"
#include "converters/schedule/item_parts.h"
#include "formats/bytes/damage_text.h"

namespace convert::schedule {
namespace {

using model::Frequency;
using ::schedule::Recurrence;
using ::schedule::RecurringType;
using text::Ticks;

constexpr std::int32_t kMonthsPerYear = 12;
constexpr std::uint32_t kLastNth = 5;
/// An object may take 372 series, one for each day of a year. What many such objects in one file
/// would take in memory is bounded.
constexpr std::size_t kMostFurtherSeries = 10'000;

bool has_month(std::uint32_t mask, std::int32_t month) {
  return (mask >> static_cast<unsigned>(month - 1) & 1U) != 0;
}

/// 1, 2, 3, 4 or 6 when the months of `mask` are so many months apart, over the turn of the year,
/// too.
std::optional<std::uint32_t> distance_of(std::uint32_t mask) {
  constexpr std::uint32_t kMonths = 12;
  for (const std::uint32_t step : std::array{1U, 2U, 3U, 4U, 6U}) {
    for (std::uint32_t first = 0; first < step; ++first) {
      std::uint32_t regular = 0;
      for (std::uint32_t month = first; month < kMonths; month += step) {
        regular |= 1U << month;
      }
      if (regular == mask) {
        return step;
      }
    }
  }
  return std::nullopt;
}

/// The first of the next month that is in `mask`, or `day` itself when its month is.
Ticks enter_month(Ticks day, std::uint32_t mask) {
  text::CalendarDate date = text::to_calendar(day);
  for (std::int32_t tried = 0; tried < kMonthsPerYear && !has_month(mask, date.month); ++tried) {
    date.year += date.month == kMonthsPerYear ? 1 : 0;
    date.month = date.month % kMonthsPerYear + 1;
    date.day = 1;
  }
  return text::to_ticks(date).value_or(day);
}

/// Adds the series of `rule` from its first day on; none when it ends before.
void add(model::Recurrence rule, Ticks from, std::vector<Series>& series) {
  const auto first = mapi::first_day_of_series(rule, from);
  if (first && (!rule.until || *first <= rule.until->ticks)) {
    series.push_back({.rule = std::move(rule), .first_day = *first});
  }
}

/// The rule in each month, or as a monthly one where the months are evenly apart.
void add_months(model::Recurrence rule, const Recurrence& source, std::vector<Series>& series) {
  const bool is_nth = rule.frequency == Frequency::YearlyNth;
  const auto distance = rule.interval == 1 ? distance_of(source.months) : std::nullopt;
  if (distance) {
    rule.frequency = is_nth ? Frequency::MonthlyNth : Frequency::Monthly;
    rule.interval = *distance;
    add(std::move(rule), enter_month(source.start_day, source.months), series);
    return;
  }
  for (std::int32_t month = 1; month <= kMonthsPerYear; ++month) {
    if (has_month(source.months, month)) {
      rule.month = month;
      add(rule, source.start_day, series);
    }
  }
}

/// The rule for each day of the month.
void add_days(const model::Recurrence& rule, const Recurrence& source,
              std::vector<Series>& series) {
  constexpr std::int32_t kDays = 31;
  for (std::int32_t day = 1; day <= kDays; ++day) {
    if ((source.days_of_month >> static_cast<unsigned>(day - 1) & 1U) == 0) {
      continue;
    }
    model::Recurrence one = rule;
    one.day_of_month = day;
    if (one.frequency == Frequency::Yearly) {
      add_months(std::move(one), source, series);
    } else {
      add(std::move(one), source.start_day, series);
    }
  }
}

std::int32_t to_nth(std::uint32_t nth) {
  return nth == kLastNth ? -1 : static_cast<std::int32_t>(nth);
}

}  // namespace

std::vector<Series> to_series(const Recurrence& recurrence) {
  model::Recurrence rule;
  rule.interval = recurrence.interval;
  if (recurrence.end_day) {
    rule.until = model::WallClock{.ticks = *recurrence.end_day};
  }
  std::vector<Series> series;
  switch (recurrence.type) {
    case RecurringType::Daily:
      rule.frequency = Frequency::Daily;
      add(std::move(rule), recurrence.start_day, series);
      break;
    case RecurringType::Weekly:
      rule.frequency = Frequency::Weekly;
      rule.weekdays = recurrence.weekdays;
      rule.first_weekday = recurrence.first_weekday;
      add(std::move(rule), recurrence.start_day, series);
      break;
    case RecurringType::Monthly:
      rule.frequency = Frequency::Monthly;
      add_days(rule, recurrence, series);
      break;
    case RecurringType::Yearly:
      rule.frequency = Frequency::Yearly;
      add_days(rule, recurrence, series);
      break;
    case RecurringType::MonthlyPattern:
      rule.frequency = Frequency::MonthlyNth;
      rule.weekdays = recurrence.weekdays;
      rule.nth = to_nth(recurrence.nth);
      add(std::move(rule), recurrence.start_day, series);
      break;
    case RecurringType::YearlyPattern:
      rule.frequency = Frequency::YearlyNth;
      rule.weekdays = recurrence.weekdays;
      rule.nth = to_nth(recurrence.nth);
      add_months(std::move(rule), recurrence, series);
      break;
  }
  return series;
}

std::optional<Recurrence> read_recurrence(Fields& fields) {
  bytes::DamageLog damage;
  auto recurrence = ::schedule::read_recurrence(fields.object(), damage);
  for (const bytes::Damage& one : damage.items()) {
    fields.miss("recurrence", "line " + std::to_string(fields.context().lines.line_of(one.offset)) +
                                  ": " + bytes::describe_at(one));
  }
  if (!recurrence) {
    return std::nullopt;
  }
  const std::size_t count = to_series(*recurrence).size();
  if (count == 0) {
    fields.miss("recurrence", "there is no day of its rule before its end");
    return std::nullopt;
  }
  std::size_t& further = fields.context().further_series;
  if (count - 1 > kMostFurtherSeries - further) {
    fields.miss("recurrence", "it takes " + std::to_string(count) +
                                  " series, and the file has taken too many already");
    return std::nullopt;
  }
  further += count - 1;
  for (const std::string_view name : recurrence->used) {
    if (!name.ends_with("RecurringTime")) {
      fields.take(name);
    }
  }
  Ticks& newest = fields.context().newest;
  newest = std::max(newest, recurrence->start_day);
  if (recurrence->end_day) {
    newest = std::max(newest, *recurrence->end_day + recurrence->end_time.value_or(0));
  }
  return recurrence;
}

std::vector<Draft> spread(const Draft& draft, std::span<const Series> series, Ticks time_of_day,
                          std::optional<Ticks> length) {
  std::vector<Draft> drafts;
  for (const Series& one : series) {
    Draft& copy = drafts.emplace_back(draft);
    model::CalendarItem& item = *copy.item.message.calendar;
    const Ticks start = one.first_day + time_of_day;
    item.start = model::WallClock{.ticks = start};
    item.end = length ? model::OptionalTimestamp(model::WallClock{.ticks = start + *length})
                      : std::nullopt;
    item.recurrence = one.rule;
    if (series.size() > 1) {
      copy.item.message.provenance.native_id += ", series " + std::to_string(drafts.size());
    }
    if (copy.alarm) {
      copy.alarm->last.reset();
      if (one.rule.until) {
        copy.alarm->last =
            one.rule.until->ticks + time_of_day - copy.alarm->minutes * text::kTicksPerMinute;
      }
    }
  }
  return drafts;
}

}  // namespace convert::schedule
