// When a recurring object of an interchange file recurs. FORMAT.md 3.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/schedule/object.h"
#include "formats/text/calendar_date.h"

namespace schedule {

enum class RecurringType : std::uint32_t {
  Yearly = 7,           // on days of months
  Monthly = 12,         // on days of the month
  Weekly = 48,          // on weekdays
  YearlyPattern = 51,   // on the n-th weekday of months
  MonthlyPattern = 56,  // on the n-th weekday of the month
  Daily = 64,
};

/// What the type does not use is 0.
struct Recurrence {
  RecurringType type = RecurringType::Daily;
  text::Ticks start_day = 0;              // a midnight
  std::optional<text::Ticks> end_day;     // the last day, a midnight
  std::optional<text::Ticks> start_time;  // since midnight
  std::optional<text::Ticks> end_time;    // since midnight
  std::uint32_t interval = 1;             // in days, weeks, months or years
  std::uint32_t weekdays = 0;             // bit 0 Sunday … bit 6 Saturday
  std::uint32_t first_weekday = 0;        // 0 Sunday
  std::uint32_t days_of_month = 0;        // bit 0 the 1st … bit 30 the 31st
  std::uint32_t months = 0;               // bit 0 January … bit 11 December
  std::uint32_t nth = 0;                  // 1…4, 5 the last
  std::vector<std::string_view> used;     // names of properties that say this and no more
};

/// nullopt, and Damage, when the type, its first day or a property that the type needs is missing
/// or out of range: half a rule would be another rule. Properties that it does not need are
/// ignored. A time, or a last day, that cannot be read is Damage and left out.
[[nodiscard]] std::optional<Recurrence> read_recurrence(const Object& object,
                                                        bytes::DamageLog& damage);

}  // namespace schedule
