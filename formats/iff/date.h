// Dates of rows: fourteen digits. FORMAT.md 5.3.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "formats/text/calendar_date.h"

namespace iff {

enum class DateForm : std::uint8_t {
  Absent,
  Exact,
  DayOnly,     // eight digits: midnight
  Unreadable,  // no date is made of it
};

struct RowDate {
  DateForm form = DateForm::Absent;
  text::Ticks ticks = 0;  // as the clock on the wall showed it
  friend bool operator==(const RowDate&, const RowDate&) = default;
};

[[nodiscard]] RowDate read_date(std::string_view field);

}  // namespace iff
