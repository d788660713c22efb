#include "converters/run/zone_rule.h"

#include <vector>

namespace run {
namespace {

using text::Ticks;

constexpr Ticks kMinute = 60 * text::kTicksPerSecond;
constexpr Ticks kDay = 24 * 60 * kMinute;
constexpr std::int32_t kWeek = 7;

struct Change {
  Ticks utc = 0;
  std::int32_t before = 0;  // minutes east of Greenwich
  std::int32_t after = 0;
};

/// The minute between `begin` and `end` at which the offset becomes another.
Ticks find_minute(const text::TimeZone& zone, Ticks begin, Ticks end) {
  const std::int32_t before = zone.offset_at_utc(begin);
  while (end - begin > kMinute) {
    const Ticks middle = begin + (end - begin) / 2 / kMinute * kMinute;
    (zone.offset_at_utc(middle) == before ? begin : end) = middle;
  }
  return end;
}

std::vector<Change> changes_between(const text::TimeZone& zone, Ticks begin, Ticks end) {
  std::vector<Change> changes;
  for (Ticks day = begin; day < end; day += kDay) {
    const std::int32_t before = zone.offset_at_utc(day);
    const std::int32_t after = zone.offset_at_utc(day + kDay);
    if (before != after) {
      changes.push_back(
          {.utc = find_minute(zone, day, day + kDay), .before = before, .after = after});
    }
  }
  return changes;
}

model::ZoneChange to_rule(const Change& change) {
  const text::CalendarDate wall = text::to_calendar(change.utc + change.before * kMinute);
  const text::CalendarDate a_week_later =
      text::to_calendar(change.utc + change.before * kMinute + kWeek * kDay);
  constexpr std::int32_t kMinutesPerHour = 60;
  return {.month = wall.month,
          .weekday = wall.weekday,
          .nth = a_week_later.month != wall.month ? -1 : (wall.day - 1) / kWeek + 1,
          .minute = wall.hour * kMinutesPerHour + wall.minute};
}

}  // namespace

std::optional<model::ZoneRule> zone_rule_of(const text::TimeZone& zone, std::int32_t year) {
  const auto begin = text::to_ticks({.year = year});
  const auto end = text::to_ticks({.year = year + 1});
  if (!begin || !end) {
    return std::nullopt;
  }
  const auto changes = changes_between(zone, *begin, *end);
  if (changes.empty()) {
    return model::ZoneRule{.bias = -zone.offset_at_utc(*begin), .daylight = std::nullopt};
  }
  if (changes.size() != 2 || changes[0].before != changes[1].after) {
    return std::nullopt;
  }
  const bool begins_first = changes[0].after > changes[0].before;
  const Change& begins = changes[begins_first ? 0 : 1];
  const Change& ends = changes[begins_first ? 1 : 0];
  return model::ZoneRule{
      .bias = -begins.before,
      .daylight = model::DaylightRule{
          .bias = -begins.after, .begins = to_rule(begins), .ends = to_rule(ends)}};
}

}  // namespace run
