#include <catch2/catch.hpp>

#include "converters/mapi/rule.h"
#include "converters/mapi/series_days.h"
#include "converters/pst/series.h"
#include "formats/text/calendar_date.h"
#include "tests/support/model_equal.h"

namespace series_test {

using convert::mapi::end_of_series;
using convert::pst::to_pattern;
using model::Frequency;
using model::Recurrence;

namespace {

std::int64_t at(std::int32_t year, std::int32_t month, std::int32_t day, std::int32_t hour = 0,
                std::int32_t minute = 0) {
  return *text::to_ticks(
      {.year = year, .month = month, .day = day, .hour = hour, .minute = minute});
}

model::WallClock day(std::int32_t year, std::int32_t month, std::int32_t of_month) {
  return {.ticks = at(year, month, of_month)};
}

}  // namespace

TEST_CASE("every rule comes back from its pattern as it was") {
  std::vector<Recurrence> rules = {
      {.frequency = Frequency::Daily, .interval = 3},
      {.frequency = Frequency::Weekly, .interval = 2, .weekdays = 0x2A, .first_weekday = 1},
      {.frequency = Frequency::Monthly, .day_of_month = 31},
      {.frequency = Frequency::Monthly, .interval = 5, .day_of_month = -1},
      {.frequency = Frequency::MonthlyNth, .weekdays = 0x02, .nth = -1},
      {.frequency = Frequency::MonthlyNth, .weekdays = 0x3E, .nth = 2},
      {.frequency = Frequency::Yearly, .day_of_month = 14, .month = 3},
      {.frequency = Frequency::YearlyNth, .interval = 2, .weekdays = 0x10, .month = 3, .nth = 4}};
  const std::size_t count = rules.size();
  for (std::size_t i = 0; i < count; ++i) {
    rules.push_back(rules[i]);
    rules.back().count = 12;
    rules.push_back(rules[i]);
    rules.back().until = day(1998, 12, 31);
    rules.back().deleted = {day(1996, 3, 14)};
  }

  for (const Recurrence& rule : rules) {
    const auto pattern = to_pattern(rule, at(1996, 3, 14, 9), at(1996, 3, 14, 10));
    const auto back = convert::mapi::to_rule(pattern);
    REQUIRE(back);
    CHECK(test::difference(*back, rule) == "");
    CHECK(pattern.start_offset == 540);
    CHECK(pattern.end_offset == 600);
  }
}

TEST_CASE("a changed instance whose times are known has them, and its new day, in the pattern") {
  const Recurrence rule{.frequency = Frequency::Daily,
                        .deleted = {day(1996, 3, 15), day(1996, 3, 16)},
                        .modified = {day(1996, 3, 15), day(1996, 3, 16)}};
  const std::vector<convert::pst::ChangedTimes> changed = {
      {.replaces = at(1996, 3, 15, 9), .start = at(1996, 3, 18, 14), .end = at(1996, 3, 18, 16)}};

  const auto pattern = to_pattern(rule, at(1996, 3, 14, 9), at(1996, 3, 14, 10), changed);

  const auto ticks = mapi::minutes_to_ticks;
  REQUIRE(pattern.exceptions.size() == 2);
  CHECK(ticks(pattern.exceptions[0].start) == at(1996, 3, 16, 9));
  CHECK(ticks(pattern.exceptions[1].start) == at(1996, 3, 18, 14));
  CHECK(ticks(pattern.exceptions[1].end) == at(1996, 3, 18, 16));
  CHECK(ticks(pattern.exceptions[1].original_start) == at(1996, 3, 15, 9));
  REQUIRE(pattern.pattern.modified.size() == 2);
  CHECK(ticks(pattern.pattern.modified[0]) == at(1996, 3, 16));
  CHECK(ticks(pattern.pattern.modified[1]) == at(1996, 3, 18));
  CHECK(ticks(pattern.pattern.deleted[0]) == at(1996, 3, 15));
}

TEST_CASE("a rule that begins in mid-period has its first day in it, or in the next") {
  using convert::mapi::first_day_of_series;
  const auto first = [](const Recurrence& rule) {
    return first_day_of_series(rule, at(1997, 5, 6)).value();  // a Tuesday
  };

  CHECK(first({.frequency = Frequency::Daily, .interval = 3}) == at(1997, 5, 6));
  CHECK(first({.frequency = Frequency::Weekly, .interval = 2, .weekdays = 0x10}) == at(1997, 5, 8));
  CHECK(first({.frequency = Frequency::Weekly, .interval = 2, .weekdays = 0x02}) ==
        at(1997, 5, 19));
  CHECK(first({.frequency = Frequency::Monthly, .interval = 2, .day_of_month = 1}) ==
        at(1997, 7, 1));
  CHECK(first({.frequency = Frequency::Yearly, .day_of_month = 4, .month = 3}) == at(1998, 3, 4));
  CHECK(first({.frequency = Frequency::Yearly, .day_of_month = 31, .month = 6}) == at(1997, 6, 30));
  CHECK_FALSE(first_day_of_series({.frequency = Frequency::MonthlyNth, .weekdays = 0, .nth = 1},
                                  at(1997, 5, 6)));
}

TEST_CASE("a changed instance keeps its day in the pattern") {
  const Recurrence rule{.frequency = Frequency::Daily,
                        .deleted = {day(1996, 3, 15), day(1996, 3, 16)},
                        .modified = {day(1996, 3, 16)}};
  const auto pattern = to_pattern(rule, at(1996, 3, 14, 9), at(1996, 3, 14, 10));

  CHECK(test::difference(*convert::mapi::to_rule(pattern), rule) == "");
}

TEST_CASE("the patterns of the specification's examples") {
  // [MS-OXOCAL] 4.1.1.1: every Monday, Thursday and Friday, twelve times from 2007-03-26.
  const Recurrence weekly{
      .frequency = Frequency::Weekly, .weekdays = 0x32, .first_weekday = 0, .count = 12};
  const auto pattern = to_pattern(weekly, at(2007, 3, 26, 10));
  CHECK(pattern.first == 8640);
  CHECK(pattern.start_date == 0x0CBC2080);
  CHECK(pattern.end_date == 0x0CBCAD20);

  // 4.1.1.3: every third day until 2010-…: FirstDateTime is the start modulo the period.
  const Recurrence daily{.frequency = Frequency::Daily, .interval = 3};
  CHECK(to_pattern(daily, at(2010, 2, 16)).first ==
        to_pattern(daily, at(2010, 2, 16)).start_date % (3 * 1440));
}

TEST_CASE("the end of a series is counted") {
  const auto end = [](const Recurrence& rule) { return end_of_series(rule, at(1996, 1, 31)).last; };

  CHECK(end({.frequency = Frequency::Daily, .interval = 2, .count = 3}) == at(1996, 2, 4));
  CHECK(end({.frequency = Frequency::Weekly, .weekdays = 0x0A, .count = 3}) == at(1996, 2, 7));
  CHECK(end({.frequency = Frequency::Monthly, .day_of_month = 31, .count = 2}) == at(1996, 2, 29));
  CHECK(end({.frequency = Frequency::MonthlyNth, .weekdays = 0x02, .nth = -1, .count = 2}) ==
        at(1996, 3, 25));
  CHECK(end({.frequency = Frequency::Yearly, .day_of_month = 31, .month = 1, .count = 3}) ==
        at(1998, 1, 31));
  CHECK(end_of_series({.frequency = Frequency::Daily, .until = day(1996, 2, 2)}, at(1996, 1, 31))
            .count == 3);
  CHECK(end({.frequency = Frequency::Daily, .count = 2000}) == at(2001, 7, 22));
  CHECK(end_of_series({.frequency = Frequency::Daily, .until = day(2006, 1, 30)}, at(1996, 1, 31))
            .count == 3653);
  CHECK(end_of_series({.frequency = Frequency::Daily}, at(1996, 1, 31)).count == 12'000);
  CHECK(end_of_series({.frequency = Frequency::MonthlyNth, .weekdays = 0}, at(1996, 1, 31)).count ==
        0);
}

TEST_CASE("an instant is found for what a clock shows, on both sides of a changeover") {
  const model::ZoneRule rule{
      .bias = -60,
      .daylight = model::DaylightRule{.bias = -120,
                                      .begins = {.month = 3, .nth = -1, .minute = 120},
                                      .ends = {.month = 10, .nth = -1, .minute = 180}}};
  const auto zone = convert::pst::to_zone(rule);

  CHECK(convert::pst::utc_of(zone, at(1996, 1, 1)) == at(1995, 12, 31, 23));
  CHECK(convert::pst::utc_of(zone, at(1996, 7, 1)) == at(1996, 6, 30, 22));
}

}  // namespace series_test
