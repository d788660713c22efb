#include "formats/iff/date.h"

#include <charconv>

#include "formats/iff/ascii.h"

namespace iff {
namespace {

constexpr std::size_t kWhole = 14;
constexpr std::size_t kDay = 8;
constexpr std::int32_t kFirstYear = 1970;
constexpr std::int32_t kLastYear = 2099;

std::int32_t number(std::string_view digits) {
  std::int32_t value = 0;
  (void)std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

RowDate read_date(std::string_view field) {
  const std::string_view text = trim(field);
  if (text.empty()) {
    return {};
  }
  const bool is_digits = text.find_first_not_of("0123456789") == std::string_view::npos;
  if (!is_digits || (text.size() != kWhole && text.size() != kDay)) {
    return {.form = DateForm::Unreadable};
  }
  text::CalendarDate date{.year = number(text.substr(0, 4)),
                          .month = number(text.substr(4, 2)),
                          .day = number(text.substr(6, 2))};
  if (text.size() == kWhole) {
    date.hour = number(text.substr(8, 2));
    date.minute = number(text.substr(10, 2));
    date.second = number(text.substr(12, 2));
  }
  const auto ticks = text::to_ticks(date);
  if (!ticks || date.year < kFirstYear || date.year > kLastYear) {
    return {.form = DateForm::Unreadable};
  }
  return {.form = text.size() == kWhole ? DateForm::Exact : DateForm::DayOnly, .ticks = *ticks};
}

}  // namespace iff
