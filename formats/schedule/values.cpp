#include "formats/schedule/values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include "formats/schedule/lines.h"

namespace schedule {
namespace {

using text::Ticks;

constexpr std::size_t kYearDigits = 4;

/// Takes digits, at most `most`, off the front.
std::optional<std::int32_t> take_digits(std::string_view& value, std::size_t most) {
  const std::size_t length = std::min(value.find_first_not_of("0123456789"), value.size());
  std::int32_t number = 0;
  if (length == 0 || length > most) {
    return std::nullopt;
  }
  (void)std::from_chars(value.data(), value.data() + length, number);
  value.remove_prefix(length);
  return number;
}

bool take(std::string_view& value, char c) {
  const bool is_there = value.starts_with(c);
  value.remove_prefix(is_there ? 1 : 0);
  return is_there;
}

std::optional<Ticks> take_day(std::string_view& value) {
  const auto month = take_digits(value, 2);
  const auto day = month && take(value, '-') ? take_digits(value, 2) : std::nullopt;
  const std::size_t before = value.size();
  const auto year = day && take(value, '-') ? take_digits(value, kYearDigits) : std::nullopt;
  if (!year || before - value.size() != kYearDigits + 1) {
    return std::nullopt;
  }
  return text::to_ticks({.year = *year, .month = *month, .day = *day});
}

std::optional<Ticks> take_time(std::string_view& value) {
  constexpr std::int32_t kHours = 24;
  constexpr std::int32_t kSixty = 60;
  const auto hour = take_digits(value, 2);
  const auto minute = hour && take(value, ':') ? take_digits(value, 2) : std::nullopt;
  const bool has_second = minute && take(value, ':');
  const auto second = has_second ? take_digits(value, 2) : std::optional(0);
  if (!minute || !second || *hour >= kHours || *minute >= kSixty || *second >= kSixty) {
    return std::nullopt;
  }
  return ((*hour * Ticks{kSixty} + *minute) * kSixty + *second) * text::kTicksPerSecond;
}

/// The day of the month `months` earlier.
std::optional<Ticks> months_before(Ticks time, std::uint32_t months) {
  constexpr std::int64_t kMonthsPerYear = 12;
  constexpr std::int64_t kFirstYear = 1601;
  text::CalendarDate date = text::to_calendar(time);
  const std::int64_t month = date.year * kMonthsPerYear + date.month - 1 - months;
  if (month < kFirstYear * kMonthsPerYear) {
    return std::nullopt;
  }
  date.year = static_cast<std::int32_t>(month / kMonthsPerYear);
  date.month = static_cast<std::int32_t>(month % kMonthsPerYear) + 1;
  constexpr std::int32_t kShortestMonth = 28;
  auto ticks = text::to_ticks(date);
  while (!ticks && date.day > kShortestMonth) {
    --date.day;
    ticks = text::to_ticks(date);
  }
  return ticks;
}

}  // namespace

std::optional<DayTime> read_day_time(std::string_view value) {
  std::string_view rest = trim(value);
  const auto day = take_day(rest);
  if (!day) {
    return std::nullopt;
  }
  if (rest.empty()) {
    return DayTime{.ticks = *day};
  }
  if (rest.front() != ' ' && rest.front() != '\t') {
    return std::nullopt;
  }
  const auto time = read_time_of_day(rest);
  return time ? std::optional(DayTime{.ticks = *day + *time, .has_time = true}) : std::nullopt;
}

std::optional<Ticks> read_time_of_day(std::string_view value) {
  std::string_view rest = trim(value);
  const auto time = take_time(rest);
  return rest.empty() ? time : std::nullopt;
}

std::optional<bool> read_flag(std::string_view value) {
  const std::string_view letter = trim(value);
  return letter == "T" ? std::optional(true) : letter == "F" ? std::optional(false) : std::nullopt;
}

std::optional<std::uint32_t> read_number(std::string_view value, std::uint32_t largest) {
  const std::string_view digits = trim(value);
  std::uint32_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  const bool is_number = error == std::errc() && stop == end && number <= largest;
  return is_number ? std::optional(number) : std::nullopt;
}

std::optional<Ticks> time_before(Ticks time, std::uint32_t amount, Unit unit) {
  constexpr std::array<Ticks, 4> kLength = {text::kTicksPerMinute, 60 * text::kTicksPerMinute,
                                            text::kTicksPerDay, 7 * text::kTicksPerDay};
  // A day before 1601 is none that anything could be reminded of.
  constexpr Ticks kFirst = -134'774 * text::kTicksPerDay;
  if (unit == Unit::Month) {
    return months_before(time, amount);
  }
  const Ticks length = kLength.at(static_cast<std::size_t>(unit));
  if (time < kFirst || amount > (time - kFirst) / length) {
    return std::nullopt;
  }
  return time - amount * length;
}

std::string priority_text(std::uint32_t code) {
  constexpr std::uint32_t kLargest = 0xFFFF;
  const char high = static_cast<char>(code >> 8U);
  const char low = static_cast<char>(code & 0xFFU);
  const bool has_letter = high >= 'A' && high <= 'Z';
  const bool has_digit = low >= '1' && low <= '9';
  const bool is_code = code <= kLargest && (has_letter || high == ' ') && (has_digit || low == ' ');
  std::string text;
  if (is_code && has_letter) {
    text += high;
  }
  if (is_code && has_digit) {
    text += low;
  }
  return text;
}

}  // namespace schedule
