#include "formats/text/calendar_date.h"

#include <array>
#include <cassert>

namespace text {
namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr std::int64_t kDaysPerEra = 146'097;   // 400 years: then the calendar repeats
constexpr std::int64_t kDaysToEpoch = 719'468;  // from 0000-03-01 to 1970-01-01
constexpr std::int64_t kEpochWeekday = 4;       // 1970-01-01 was a Thursday
constexpr std::uint64_t kFiletimeEpoch = 116'444'736'000'000'000;  // 1601 to 1970, in ticks
// [MS-OXCDATA] and Outlook: "none", 4501-01-01.
constexpr std::uint64_t kMapiNoDate = 0x0CB34557A3DD4000;

/// Rounds towards minus infinity: days before 1970 are days too.
constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

// Days are counted in years that begin on the first of March, so that a leap day is the last of
// its year; March to February then have 153 days in every five months.

constexpr std::int64_t days_from_civil(std::int64_t year, std::int64_t month, std::int64_t day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * kDaysPerEra + day_of_era - kDaysToEpoch;
}

struct Civil {
  std::int64_t year = 0;
  std::int64_t month = 0;
  std::int64_t day = 0;
};

constexpr Civil civil_from_days(std::int64_t days) {
  days += kDaysToEpoch;
  const std::int64_t era = floor_div(days, kDaysPerEra);
  const std::int64_t day_of_era = days - era * kDaysPerEra;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const std::int64_t month = shifted_month + (shifted_month < 10 ? 3 : -9);
  return {.year = year_of_era + era * 400 + (month <= 2 ? 1 : 0),
          .month = month,
          .day = day_of_year - (153 * shifted_month + 2) / 5 + 1};
}
static_assert(days_from_civil(1970, 1, 1) == 0);

constexpr std::int32_t days_in_month(std::int32_t year, std::int32_t month) {
  if (month == 2) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  }
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

constexpr bool within(std::int32_t value, std::int32_t low, std::int32_t high) {
  return value >= low && value <= high;
}

// The years that ticks of 64 bits reach in full.
constexpr std::int32_t kFirstYear = -27'256;
constexpr std::int32_t kLastYear = 31'195;

}  // namespace

CalendarDate to_calendar(Ticks ticks) {
  const std::int64_t days = floor_div(ticks, kTicksPerDay);
  const std::int64_t seconds = floor_div(ticks, kTicksPerSecond) - days * kSecondsPerDay;
  const Civil civil = civil_from_days(days);
  return {.year = static_cast<std::int32_t>(civil.year),
          .month = static_cast<std::int32_t>(civil.month),
          .day = static_cast<std::int32_t>(civil.day),
          .hour = static_cast<std::int32_t>(seconds / 3600),
          .minute = static_cast<std::int32_t>(seconds / 60 % 60),
          .second = static_cast<std::int32_t>(seconds % 60),
          .weekday = static_cast<std::int32_t>(days + kEpochWeekday -
                                               7 * floor_div(days + kEpochWeekday, 7))};
}

std::optional<Ticks> to_ticks(const CalendarDate& date) {
  if (!within(date.year, kFirstYear, kLastYear) || !within(date.month, 1, 12) ||
      !within(date.day, 1, days_in_month(date.year, date.month)) || !within(date.hour, 0, 23) ||
      !within(date.minute, 0, 59) || !within(date.second, 0, 59)) {
    return std::nullopt;
  }
  const std::int64_t days = days_from_civil(date.year, date.month, date.day);
  const std::int64_t seconds = date.hour * 3600 + date.minute * 60 + date.second;
  return days * kTicksPerDay + seconds * kTicksPerSecond;
}

std::optional<Ticks> filetime_to_ticks(std::uint64_t filetime) {
  if (filetime == 0 || filetime > std::uint64_t{INT64_MAX} || filetime == kMapiNoDate) {
    return std::nullopt;
  }
  return static_cast<Ticks>(filetime) - static_cast<Ticks>(kFiletimeEpoch);
}

std::uint64_t ticks_to_filetime(Ticks ticks) {
  assert(ticks >= -static_cast<Ticks>(kFiletimeEpoch));
  return static_cast<std::uint64_t>(ticks) + kFiletimeEpoch;
}

}  // namespace text
