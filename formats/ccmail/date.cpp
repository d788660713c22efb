#include "formats/ccmail/date.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "formats/text/ascii.h"

namespace ccmail {
namespace {

/// Takes digits off the front of `text`: at most `most`, at least one.
std::optional<std::uint32_t> take_number(std::string_view& text, std::size_t most,
                                         std::size_t& digits) {
  digits = 0;
  std::uint32_t value = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
    if (digits == most) {
      return std::nullopt;
    }
    value = value * 10 + static_cast<std::uint32_t>(text[digits] - '0');
    ++digits;
  }
  if (digits == 0) {
    return std::nullopt;
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char wanted) {
  if (!text.starts_with(wanted)) {
    return false;
  }
  text.remove_prefix(1);
  return true;
}

bool take_day(std::string_view& text, WrittenDate& date) {
  constexpr std::size_t kMostDigits = 4;
  char separator = '\0';
  for (std::size_t i = 0; i < date.fields.size(); ++i) {
    if (i > 0) {
      const char next = text.empty() ? '\0' : text.front();
      const bool is_separator = next == '/' || next == '-' || next == '.';
      if (!is_separator || (separator != '\0' && next != separator)) {
        return false;
      }
      separator = next;
      text.remove_prefix(1);
    }
    const auto value = take_number(text, kMostDigits, date.digits.at(i));
    if (!value || date.digits.at(i) == 3) {
      return false;
    }
    date.fields.at(i) = *value;
  }
  // Two of three are days and months; the year, in front or behind, has two or four digits.
  return std::ranges::count_if(date.digits, [](std::size_t n) { return n > 2; }) <= 1 &&
         date.digits[1] <= 2 && std::max(date.digits[0], date.digits[2]) >= 2;
}

/// KB Q166610: "3:10PM", "8:39"; noon is 12 PM.
bool take_time(std::string_view text, WrittenDate& date) {
  std::size_t digits = 0;
  std::array<std::uint32_t, 3> parts{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0 && !take(text, ':')) {
      if (i == 1) {
        return false;
      }
      break;
    }
    const auto value = take_number(text, 2, digits);
    if (!value || (i > 0 && digits != 2)) {
      return false;
    }
    parts.at(i) = *value;
  }
  constexpr std::uint32_t kNoon = 12;
  constexpr std::uint32_t kMost = 59;
  const std::string_view half = text::trim(text);
  bool is_possible = parts[1] <= kMost && parts[2] <= kMost;
  if (text::same_word(half, "am") || text::same_word(half, "pm")) {
    is_possible = is_possible && parts[0] >= 1 && parts[0] <= kNoon;
    parts[0] = parts[0] % kNoon + (text::same_word(half, "pm") ? kNoon : 0);
  } else if (!half.empty()) {
    return false;
  }
  constexpr std::uint32_t kHours = 24;
  date.is_time_possible = is_possible && parts[0] < kHours;
  date.hour = static_cast<std::int32_t>(parts[0]);
  date.minute = static_cast<std::int32_t>(parts[1]);
  date.second = static_cast<std::int32_t>(parts[2]);
  date.has_time = true;
  return true;
}

constexpr std::uint32_t kMonths = 12;
constexpr std::uint32_t kDays = 31;

/// The places of year, month and day.
constexpr std::array<std::size_t, 3> places(DateOrder order) {
  switch (order) {
    case DateOrder::MonthDayYear:
      return {2, 0, 1};
    case DateOrder::DayMonthYear:
      return {2, 1, 0};
    case DateOrder::YearMonthDay:
      break;
  }
  return {0, 1, 2};
}

std::optional<text::Ticks> ticks_in(const WrittenDate& date, DateOrder order) {
  const auto at = places(order);
  constexpr std::uint32_t kFirstOfLast = 70;  // Transend FAQ: below it 20yy
  constexpr std::uint32_t kCentury = 1900;
  std::uint32_t year = date.fields.at(at[0]);
  if (date.digits.at(at[0]) < 2 || date.digits.at(at[1]) > 2 || date.digits.at(at[2]) > 2 ||
      !date.is_time_possible) {
    return std::nullopt;
  }
  if (date.digits.at(at[0]) <= 2) {
    year += kCentury + (year < kFirstOfLast ? 100 : 0);
  }
  return text::to_ticks({.year = static_cast<std::int32_t>(year),
                         .month = static_cast<std::int32_t>(date.fields.at(at[1])),
                         .day = static_cast<std::int32_t>(date.fields.at(at[2])),
                         .hour = date.hour,
                         .minute = date.minute,
                         .second = date.second});
}

}  // namespace

std::optional<DateOrder> date_order_by_name(std::string_view name) {
  for (const auto order :
       {DateOrder::MonthDayYear, DateOrder::DayMonthYear, DateOrder::YearMonthDay}) {
    if (text::same_word(name, name_of(order))) {
      return order;
    }
  }
  return std::nullopt;
}

std::string_view name_of(DateOrder order) {
  switch (order) {
    case DateOrder::MonthDayYear:
      return "mdy";
    case DateOrder::DayMonthYear:
      return "dmy";
    case DateOrder::YearMonthDay:
      break;
  }
  return "ymd";
}

std::optional<WrittenDate> read_written_date(std::string_view text) {
  text = text::trim(text);
  WrittenDate date;
  if (!take_day(text, date)) {
    return std::nullopt;
  }
  if (!text.empty() && (text.front() != ' ' || !take_time(text::trim(text), date))) {
    return std::nullopt;
  }
  return date;
}

std::optional<DateOrder> shown_order(const WrittenDate& date) {
  // No day and no month is 0, and the year 2000 is written so.
  const bool is_year_2000 = date.fields[0] == 0 && date.digits[0] == 2;
  if (date.fields[0] > kDays || date.digits[0] > 2 || is_year_2000) {
    return DateOrder::YearMonthDay;
  }
  if (date.fields[0] > kMonths) {
    return DateOrder::DayMonthYear;
  }
  return date.fields[1] > kMonths ? std::optional(DateOrder::MonthDayYear) : std::nullopt;
}

void OrderVotes::add(const WrittenDate& date) {
  ++total_;
  if (const auto order = shown_order(date)) {
    ++votes_.at(static_cast<std::size_t>(*order));
  }
}

std::optional<DateOrder> OrderVotes::majority() const {
  const auto most = std::ranges::max_element(votes_);
  return *most == 0 ? std::nullopt : std::optional(static_cast<DateOrder>(most - votes_.begin()));
}

std::uint64_t OrderVotes::against(DateOrder order) const {
  return std::accumulate(votes_.begin(), votes_.end(), std::uint64_t{0}) -
         votes_.at(static_cast<std::size_t>(order));
}

std::optional<Date> to_date(const WrittenDate& date, DateOrder order) {
  const DateOrder used = shown_order(date).value_or(order);
  const auto ticks = ticks_in(date, used);
  if (!ticks) {
    return std::nullopt;
  }
  constexpr std::int32_t kFirst = 1980;  // the VIM interface: 1980 to 2099
  constexpr std::int32_t kLast = 2099;
  constexpr std::int32_t kEarliest = 1900;
  constexpr std::int32_t kTwoDigits = 1970;
  const std::int32_t year = text::to_calendar(*ticks).year;
  const bool is_whole = date.digits.at(places(used)[0]) > 2;
  return Date{.ticks = *ticks,
              .is_odd_year = year < kFirst || year > kLast,
              .is_early = is_whole && year >= kEarliest && year < kTwoDigits};
}

std::optional<text::Ticks> century_later(text::Ticks ticks) {
  constexpr std::int32_t kCentury = 100;
  text::CalendarDate date = text::to_calendar(ticks);
  date.year += kCentury;
  return text::to_ticks(date);
}

}  // namespace ccmail
