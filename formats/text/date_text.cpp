#include <array>
#include <cstdlib>

#include "formats/text/calendar_date.h"

namespace text {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {"Sun", "Mon", "Tue", "Wed",
                                                       "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string padded(std::int32_t value, std::size_t width, char fill = '0') {
  std::string digits = std::to_string(std::abs(value));
  if (digits.size() < width) {
    digits.insert(0, width - digits.size(), fill);
  }
  return value < 0 ? "-" + digits : digits;
}

std::string clock_time(const CalendarDate& date, std::string_view separator) {
  return padded(date.hour, 2) + std::string(separator) + padded(date.minute, 2) +
         std::string(separator) + padded(date.second, 2);
}

std::string day_and_time(Ticks ticks, std::string_view date_separator,
                         std::string_view time_separator) {
  const CalendarDate date = to_calendar(ticks);
  return padded(date.year, 4) + std::string(date_separator) + padded(date.month, 2) +
         std::string(date_separator) + padded(date.day, 2) + "T" + clock_time(date, time_separator);
}

std::string_view weekday(const CalendarDate& date) {
  return kWeekdays.at(static_cast<std::size_t>(date.weekday));
}
std::string_view month(const CalendarDate& date) {
  return kMonths.at(static_cast<std::size_t>(date.month - 1));
}

}  // namespace

std::string rfc5322_date(Ticks ticks, std::optional<std::int32_t> offset_minutes) {
  const CalendarDate date =
      to_calendar(ticks + std::int64_t{offset_minutes.value_or(0)} * 60 * kTicksPerSecond);
  // RFC 5322 3.3: "-0000" tells nothing about the zone, "+0000" is Universal Time.
  const bool west = !offset_minutes || *offset_minutes < 0;
  const std::int32_t distance = std::abs(offset_minutes.value_or(0));
  return std::string(weekday(date)) + ", " + padded(date.day, 2) + " " + std::string(month(date)) +
         " " + padded(date.year, 4) + " " + clock_time(date, ":") + (west ? " -" : " +") +
         padded(distance / 60, 2) + padded(distance % 60, 2);
}

std::string iso8601(Ticks ticks) { return day_and_time(ticks, "-", ":"); }

std::string icalendar_time(Ticks ticks) { return day_and_time(ticks, "", ""); }

std::string asctime(Ticks ticks) {
  const CalendarDate date = to_calendar(ticks);
  return std::string(weekday(date)) + " " + std::string(month(date)) + " " +
         padded(date.day, 2, ' ') + " " + clock_time(date, ":") + " " + padded(date.year, 4);
}

}  // namespace text
