// What the values of an interchange file mean. FORMAT.md 2.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "formats/text/calendar_date.h"

namespace schedule {

/// A day and what a clock showed on it, in the user's own zone.
struct DayTime {
  text::Ticks ticks = 0;
  bool has_time = false;  // false: the day alone stands there, and this is its midnight
  friend bool operator==(const DayTime&, const DayTime&) = default;
};

/// "mm-dd-yyyy" and, behind a blank, "hh:mm" or "hh:mm:ss"; months, days and hours may have one
/// digit. nullopt for anything else, impossible days and times included.
[[nodiscard]] std::optional<DayTime> read_day_time(std::string_view value);
/// "hh:mm" or "hh:mm:ss" as ticks since midnight.
[[nodiscard]] std::optional<text::Ticks> read_time_of_day(std::string_view value);
/// T or F.
[[nodiscard]] std::optional<bool> read_flag(std::string_view value);
/// Digits alone, at most `largest`.
[[nodiscard]] std::optional<std::uint32_t> read_number(std::string_view value,
                                                       std::uint32_t largest);

enum class Unit : std::uint8_t { Minute, Hour, Day, Week, Month };
inline constexpr std::uint32_t kLastUnit = 4;

/// `amount` units before `time`. A month before the 31st is the last day of a shorter month.
/// nullopt when that is no time of the calendar.
[[nodiscard]] std::optional<text::Ticks> time_before(text::Ticks time, std::uint32_t amount,
                                                     Unit unit);

/// "1" to "9", "A" to "Z", "A1" to "Z9"; empty for a code that stands for none of them.
[[nodiscard]] std::string priority_text(std::uint32_t code);

}  // namespace schedule
