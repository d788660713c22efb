// Dates in the order of somebody's Windows. FORMAT.md 4.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "formats/text/calendar_date.h"

namespace ccmail {

enum class DateOrder : std::uint8_t { MonthDayYear, DayMonthYear, YearMonthDay };

/// "mdy", "dmy", "ymd".
[[nodiscard]] std::optional<DateOrder> date_order_by_name(std::string_view name);
[[nodiscard]] std::string_view name_of(DateOrder order);

/// A date as it is written, its fields not yet told apart.
struct WrittenDate {
  std::array<std::uint32_t, 3> fields{};
  std::array<std::size_t, 3> digits{};  // how many each has
  std::int32_t hour = 0;
  std::int32_t minute = 0;
  std::int32_t second = 0;
  bool has_time = false;
  bool is_time_possible = true;
};

/// `date [blank time [blank] [AM|PM]]` and nothing else: fields of one, two or four digits between
/// two `/`, `-` or `.` of a kind. nullopt: it is no date.
[[nodiscard]] std::optional<WrittenDate> read_written_date(std::string_view text);

/// The order that the fields themselves show; nullopt when they fit several, or none.
[[nodiscard]] std::optional<DateOrder> shown_order(const WrittenDate& date);

/// What the dates of a file show.
class OrderVotes {
 public:
  void add(const WrittenDate& date);
  /// That of the most dates; nullopt when none shows any.
  [[nodiscard]] std::optional<DateOrder> majority() const;
  /// How many dates show another order than `order`.
  [[nodiscard]] std::uint64_t against(DateOrder order) const;
  /// How many dates there were.
  [[nodiscard]] std::uint64_t total() const { return total_; }

 private:
  std::array<std::uint64_t, 3> votes_{};
  std::uint64_t total_ = 0;
};

struct Date {
  text::Ticks ticks = 0;  // as the clock on the wall showed it
  /// Outside of what the product knows (1980 to 2099): perhaps a wrong century (KB Q192595).
  bool is_odd_year = false;
  /// Four digits say 1900 to 1969: with a century more it may be right.
  bool is_early = false;
};

/// `order` decides where the fields do not. Years of two digits below 70 are of this century.
/// nullopt: no day, no month or no time.
[[nodiscard]] std::optional<Date> to_date(const WrittenDate& date, DateOrder order);

/// Ticks a hundred years later; nullopt when there is no such day.
[[nodiscard]] std::optional<text::Ticks> century_later(text::Ticks ticks);

}  // namespace ccmail
