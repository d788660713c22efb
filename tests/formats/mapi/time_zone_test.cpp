#include "formats/mapi/time_zone.h"

#include <catch2/catch.hpp>

#include "tests/formats/mapi/hex.h"

using bytes::DamageKind;
using bytes::DamageLog;
using mapi::Changeover;
using mapi::TimeZone;
using test::from_hex;

namespace {

// Pacific time by the rules in force since 2007.
const std::string kPacificBiases = "E0010000 00000000 C4FFFFFF ";
const std::string kFirstSundayOfNovember = "0000 0B00 0000 0100 0200 0000 0000 0000 ";
const std::string kSecondSundayOfMarch = "0000 0300 0000 0200 0200 0000 0000 0000 ";

TimeZone pacific(std::string name) {
  return {.key_name = std::move(name),
          .bias = 480,
          .standard_bias = 0,
          .daylight_bias = -60,
          .to_standard = {.month = 11, .weekday = 0, .day = 1, .hour = 2},
          .to_daylight = {.month = 3, .weekday = 0, .day = 2, .hour = 2}};
}

text::Ticks at(std::int32_t year, std::int32_t month, std::int32_t day, std::int32_t hour,
               std::int32_t minute = 0) {
  return *text::to_ticks(
      {.year = year, .month = month, .day = day, .hour = hour, .minute = minute});
}

std::string rule(std::string_view flags) {
  return "0201 3E00" + std::string(flags) + "D707" + std::string(28, '0') + kPacificBiases +
         kFirstSundayOfNovember + kSecondSundayOfMarch;
}

}  // namespace

TEST_CASE("a time zone struct holds biases and changeovers") {
  DamageLog damage;

  const auto zone = mapi::read_time_zone_struct(
      from_hex(kPacificBiases + "0000" + kFirstSundayOfNovember + "0000" + kSecondSundayOfMarch),
      damage);

  CHECK(zone == pacific(""));
  CHECK(damage.items().empty());
}

TEST_CASE("a time zone struct that is too short is reported") {
  DamageLog damage;

  CHECK_FALSE(mapi::read_time_zone_struct(from_hex(kPacificBiases), damage));
  CHECK(damage.items() == std::vector{bytes::Damage{.offset = 0,
                                                    .length = 12,
                                                    .kind = DamageKind::Truncated,
                                                    .field = "PidLidTimeZoneStruct",
                                                    .found = 12,
                                                    .expected = 48}});
}

TEST_CASE("of a time zone definition's rules the effective one counts") {
  DamageLog damage;
  std::string name;
  for (const char c : std::string("Pacific Standard Time")) {
    name += test::utf16_hex(std::string(1, c)).substr(0, 4);
  }
  std::string other = rule("0000");
  other.replace(other.find("E0010000"), 8, "10000000");

  const auto zone = mapi::read_time_zone_definition(
      from_hex("0201 3000 0200 1500" + name + "0300" + other + rule("0200") + other), damage);

  CHECK(zone == pacific("Pacific Standard Time"));
  CHECK(damage.items().empty());
}

TEST_CASE("a time zone definition cut off in a rule keeps the rules before it") {
  DamageLog damage;

  const auto zone = mapi::read_time_zone_definition(
      from_hex("0201 0600 0200 0000 0200" + rule("0000") + "0201"), damage);

  CHECK(zone == pacific(""));
  CHECK(damage.items() == std::vector{bytes::Damage{.offset = 76,
                                                    .length = 2,
                                                    .kind = DamageKind::Truncated,
                                                    .field = "TZRULE",
                                                    .found = 2,
                                                    .expected = 66}});
}

TEST_CASE("local time changes over on the nth Sunday") {
  const TimeZone zone = pacific("");

  CHECK(mapi::local_time(zone, at(2012, 3, 11, 9, 59)) == at(2012, 3, 11, 1, 59));
  CHECK(mapi::local_time(zone, at(2012, 3, 11, 10)) == at(2012, 3, 11, 3));
  CHECK(mapi::local_time(zone, at(2012, 11, 4, 8, 59)) == at(2012, 11, 4, 1, 59));
  CHECK(mapi::local_time(zone, at(2012, 11, 4, 9)) == at(2012, 11, 4, 1));
}

TEST_CASE("the fifth Sunday of a changeover is the last one of its month") {
  const TimeZone berlin{.bias = -60,
                        .daylight_bias = -60,
                        .to_standard = {.month = 10, .weekday = 0, .day = 5, .hour = 3},
                        .to_daylight = {.month = 3, .weekday = 0, .day = 5, .hour = 2}};

  CHECK(mapi::local_time(berlin, at(2009, 3, 29, 0, 59)) == at(2009, 3, 29, 1, 59));
  CHECK(mapi::local_time(berlin, at(2009, 3, 29, 1)) == at(2009, 3, 29, 3));
  CHECK(mapi::local_time(berlin, at(2009, 10, 25, 1)) == at(2009, 10, 25, 2));
}

TEST_CASE("south of the equator January is daylight saving time") {
  const TimeZone sydney{.bias = -600,
                        .daylight_bias = -60,
                        .to_standard = {.month = 4, .weekday = 0, .day = 1, .hour = 3},
                        .to_daylight = {.month = 10, .weekday = 0, .day = 1, .hour = 2}};

  CHECK(mapi::local_time(sydney, at(2012, 1, 1, 0)) == at(2012, 1, 1, 11));
  CHECK(mapi::local_time(sydney, at(2012, 7, 1, 0)) == at(2012, 7, 1, 10));
}

TEST_CASE("a zone without changeovers has one offset") {
  CHECK(mapi::local_time({.bias = -330}, at(2012, 7, 1, 0)) == at(2012, 7, 1, 5, 30));
}

TEST_CASE("a changeover on a date that is none gives no local time") {
  const TimeZone broken{.to_standard = {.month = 13, .day = 1},
                        .to_daylight = {.month = 3, .day = 1}};

  CHECK_FALSE(mapi::local_time(broken, at(2012, 7, 1, 0)));
}

TEST_CASE("a time zone is read as it was written") {
  bytes::DamageLog damage;
  const mapi::TimeZone zone{.bias = 300,
                            .standard_bias = 0,
                            .daylight_bias = -60,
                            .to_standard = {.month = 11, .day = 1, .hour = 2},
                            .to_daylight = {.month = 3, .day = 2, .hour = 2}};

  CHECK(mapi::read_time_zone_struct(mapi::write_time_zone_struct(zone), damage) == zone);
  CHECK(damage.total() == 0);
}
