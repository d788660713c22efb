#include "converters/mime/recurrence_rule.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace convert::mime {
namespace {

using ::mime::kWeekdays;

constexpr std::int32_t kShortestMonth = 28;
constexpr std::int32_t kLongestMonth = 31;

std::vector<std::string> days_of(std::uint32_t weekdays) {
  std::vector<std::string> days;
  for (std::size_t day = 0; day < kWeekdays.size(); ++day) {
    if (((weekdays >> day) & 1U) != 0) {
      days.emplace_back(kWeekdays[day]);
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

bool is_month(std::int32_t month) { return month >= 1 && month <= 12; }

bool is_day_of_month(std::int32_t day) { return day == -1 || (day >= 1 && day <= kLongestMonth); }

bool is_nth_weekday(const model::Recurrence& recurrence) {
  constexpr std::uint32_t kEveryWeekday = 0x7F;
  return (recurrence.weekdays & kEveryWeekday) != 0 &&
         (recurrence.nth == -1 || (recurrence.nth >= 1 && recurrence.nth <= 4));
}

/// Whether the numbers are those RFC 5545 3.3.10 allows in the parts that the frequency needs.
bool is_rule(const model::Recurrence& recurrence) {
  if (recurrence.count == 0U) {
    return false;
  }
  switch (recurrence.frequency) {
    case model::Frequency::Daily:
    case model::Frequency::Weekly:
      break;
    case model::Frequency::Monthly:
      return is_day_of_month(recurrence.day_of_month);
    case model::Frequency::MonthlyNth:
      return is_nth_weekday(recurrence);
    case model::Frequency::Yearly:
      return is_month(recurrence.month) && is_day_of_month(recurrence.day_of_month);
    case model::Frequency::YearlyNth:
      return is_month(recurrence.month) && is_nth_weekday(recurrence);
  }
  return true;
}

}  // namespace

std::optional<::mime::RepeatRule> to_rule(const model::Recurrence& recurrence,
                                          std::optional<::mime::CalendarTime> until) {
  const bool loses_its_end = recurrence.until && !recurrence.count && !until;
  if (!is_rule(recurrence) || loses_its_end) {
    return std::nullopt;
  }
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
      rule.week_start = kWeekdays[recurrence.first_weekday % kWeekdays.size()];
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
