#include "converters/run/zone_rule.h"

#include <catch2/catch.hpp>

#include "tests/support/model_equal.h"

using run::zone_rule_of;

namespace {

text::TimeZone zone(std::string_view name) { return text::TimeZone::find(name).value(); }

TEST_CASE("a zone with daylight saving time has its rule of the year") {
  const model::ZoneRule berlin{.bias = -60,
                               .daylight = model::DaylightRule{
                                   .bias = -120,
                                   .begins = {.month = 3, .weekday = 0, .nth = -1, .minute = 120},
                                   .ends = {.month = 10, .weekday = 0, .nth = -1, .minute = 180}}};
  const model::ZoneRule new_york{
      .bias = 300,
      .daylight =
          model::DaylightRule{.bias = 240,
                              .begins = {.month = 4, .weekday = 0, .nth = 1, .minute = 120},
                              .ends = {.month = 10, .weekday = 0, .nth = -1, .minute = 120}}};

  CHECK(test::difference(zone_rule_of(zone("Europe/Berlin"), 1997).value(), berlin).empty());
  CHECK(test::difference(zone_rule_of(zone("America/New_York"), 1997).value(), new_york).empty());
}

TEST_CASE("on the other half of the earth daylight saving time spans the turn of the year") {
  const auto rule = zone_rule_of(zone("Australia/Sydney"), 1998);

  REQUIRE(rule);
  CHECK(rule->bias == -600);
  REQUIRE(rule->daylight);
  CHECK(rule->daylight->begins.month == 10);
  CHECK(rule->daylight->ends.month == 3);
}

TEST_CASE("a zone that does not change its clocks is a distance from UTC") {
  const auto rule = zone_rule_of(zone("+05:45"), 1997);

  REQUIRE(rule);
  CHECK(rule->bias == -345);
  CHECK_FALSE(rule->daylight);
}

TEST_CASE("a year in which a zone changed otherwise has no rule") {
  CHECK_FALSE(zone_rule_of(zone("Europe/Berlin"), 1945));
}

}  // namespace
