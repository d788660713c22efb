#include "converters/mime/series_zone.h"

#include <cstddef>
#include <cstdlib>

#include "converters/model/timestamp.h"
#include "formats/text/calendar_date.h"

namespace convert::mime {
namespace {

constexpr std::int32_t kMinutesPerDay = 24 * 60;
constexpr std::int32_t kDaysPerWeek = 7;

/// RFC 5545 3.3.14 has two digits for hours, of which a day has 24.
bool is_bias(std::int32_t minutes) { return minutes > -kMinutesPerDay && minutes < kMinutesPerDay; }

bool is_change(const model::ZoneChange& change) {
  return change.month >= 1 && change.month <= 12 && change.weekday >= 0 &&
         change.weekday < kDaysPerWeek &&
         (change.nth == -1 || (change.nth >= 1 && change.nth <= 4)) && change.minute >= 0 &&
         change.minute < kMinutesPerDay;
}

bool is_zone(const model::ZoneRule& rule) {
  return is_bias(rule.bias) &&
         (!rule.daylight || (is_bias(rule.daylight->bias) && is_change(rule.daylight->begins) &&
                             is_change(rule.daylight->ends)));
}

std::int64_t first_of_month(std::int32_t year, std::int32_t month) {
  return text::to_ticks({.year = year, .month = month, .day = 1}).value_or(0);
}

/// The change in `year`, in ticks on the wall before it.
std::int64_t onset(const model::ZoneChange& change, std::int32_t year) {
  const bool last = change.nth < 0;
  std::int64_t day = first_of_month(year, change.month);
  if (last) {
    day = change.month == 12 ? first_of_month(year + 1, 1) : first_of_month(year, change.month + 1);
    day -= kDaysPerWeek * model::kTicksPerDay;  // the first of the month's last seven days
  }
  const std::int32_t skip =
      (change.weekday - text::to_calendar(day).weekday + kDaysPerWeek) % kDaysPerWeek;
  const std::int32_t weeks = last ? 0 : change.nth - 1;
  return day + (skip + weeks * kDaysPerWeek) * model::kTicksPerDay +
         change.minute * model::kTicksPerMinute;
}

::mime::RepeatRule yearly(const model::ZoneChange& change) {
  return {.frequency = "YEARLY",
          .by_month = {change.month},
          .by_day = {std::to_string(change.nth) +
                     std::string(::mime::kWeekdays[static_cast<std::size_t>(change.weekday)])}};
}

std::string fixed_zone_id(std::int32_t minutes) {
  const std::int32_t size = std::abs(minutes);
  const auto two_digits = [](std::int32_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::string("UTC") + (minutes < 0 ? '-' : '+') + two_digits(size / 60) +
         two_digits(size % 60);
}

}  // namespace

SeriesZone::SeriesZone(const model::ZoneRule& rule, const std::string& name)
    : id_(name.empty() ? fixed_zone_id(-rule.bias) : name),
      standard_(-rule.bias),
      daylight_(rule.daylight ? -rule.daylight->bias : -rule.bias),
      rule_(rule.daylight) {}

std::optional<SeriesZone> SeriesZone::of(const model::CalendarItem& item) {
  if (!item.zone_rule || !is_zone(*item.zone_rule)) {
    return std::nullopt;
  }
  return SeriesZone(*item.zone_rule, item.zone_name);
}

bool SeriesZone::in_daylight(std::int64_t utc) const {
  if (!rule_) {
    return false;
  }
  const std::int32_t year = text::to_calendar(utc + standard_ * model::kTicksPerMinute).year;
  const std::int64_t begins = onset(rule_->begins, year) - standard_ * model::kTicksPerMinute;
  const std::int64_t ends = onset(rule_->ends, year) - daylight_ * model::kTicksPerMinute;
  return begins < ends ? (utc >= begins && utc < ends) : (utc >= begins || utc < ends);
}

std::int64_t SeriesZone::to_local(std::int64_t utc) const {
  return utc + (in_daylight(utc) ? daylight_ : standard_) * model::kTicksPerMinute;
}

std::int64_t SeriesZone::to_utc(std::int64_t local) const {
  const std::int64_t as_daylight = local - daylight_ * model::kTicksPerMinute;
  return in_daylight(as_daylight) ? as_daylight : local - standard_ * model::kTicksPerMinute;
}

::mime::CalendarZone SeriesZone::describe() const {
  constexpr std::int32_t kFirstYear = 1970;
  ::mime::CalendarZone zone{.id = id_,
                            .standard = {.offset_from = standard_, .offset_to = standard_}};
  if (rule_) {
    zone.standard = {.onset = onset(rule_->ends, kFirstYear),
                     .offset_from = daylight_,
                     .offset_to = standard_,
                     .rule = yearly(rule_->ends)};
    zone.daylight = ::mime::ZoneObservance{.onset = onset(rule_->begins, kFirstYear),
                                           .offset_from = standard_,
                                           .offset_to = daylight_,
                                           .rule = yearly(rule_->begins)};
  }
  return zone;
}

}  // namespace convert::mime
