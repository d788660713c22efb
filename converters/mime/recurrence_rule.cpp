#include "converters/mime/recurrence_rule.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace convert::mime {
namespace {

constexpr std::array<std::string_view, 7> kDays{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
constexpr std::int32_t kShortestMonth = 28;
constexpr std::int32_t kLongestMonth = 31;

std::vector<std::string> days_of(std::uint32_t weekdays) {
  std::vector<std::string> days;
  for (std::size_t day = 0; day < kDays.size(); ++day) {
    if (((weekdays >> day) & 1U) != 0) {
      days.emplace_back(kDays[day]);
    }
  }
  return days;
}

/// The day (-1: the last, in both worlds), or the month's last one when the month is too short.
void set_day_of_month(::mime::RepeatRule& rule, std::int32_t day) {
  if (day <= kShortestMonth) {
    rule.by_month_day = {day};
    return;
  }
  for (std::int32_t candidate = kShortestMonth; candidate <= std::min(day, kLongestMonth);
       ++candidate) {
    rule.by_month_day.push_back(candidate);
  }
  rule.by_set_position = {-1};
}

/// "The second Monday", "the last weekday".
void set_nth(::mime::RepeatRule& rule, const model::Recurrence& recurrence) {
  rule.by_day = days_of(recurrence.weekdays);
  if (rule.by_day.size() == 1) {
    rule.by_day.front().insert(0, std::to_string(recurrence.nth));
  } else {
    rule.by_set_position = {recurrence.nth};
  }
}

}  // namespace

::mime::RepeatRule to_rule(const model::Recurrence& recurrence,
                           std::optional<::mime::CalendarTime> until) {
  ::mime::RepeatRule rule{.interval = std::max(recurrence.interval, 1U), .count = recurrence.count};
  if (!recurrence.count) {
    rule.until = until;
  }
  switch (recurrence.frequency) {
    case model::Frequency::Daily:
      rule.frequency = "DAILY";
      break;
    case model::Frequency::Weekly:
      rule.frequency = "WEEKLY";
      rule.by_day = days_of(recurrence.weekdays);
      rule.week_start = kDays[recurrence.first_weekday % kDays.size()];
      break;
    case model::Frequency::Monthly:
      rule.frequency = "MONTHLY";
      set_day_of_month(rule, recurrence.day_of_month);
      break;
    case model::Frequency::MonthlyNth:
      rule.frequency = "MONTHLY";
      set_nth(rule, recurrence);
      break;
    case model::Frequency::Yearly:
      rule.frequency = "YEARLY";
      rule.by_month = {recurrence.month};
      set_day_of_month(rule, recurrence.day_of_month);
      break;
    case model::Frequency::YearlyNth:
      rule.frequency = "YEARLY";
      rule.by_month = {recurrence.month};
      set_nth(rule, recurrence);
      break;
  }
  return rule;
}

}  // namespace convert::mime
