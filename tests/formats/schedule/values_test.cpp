#include "formats/schedule/values.h"

#include <catch2/catch.hpp>

namespace values_test {

using schedule::DayTime;
using schedule::read_day_time;
using schedule::read_flag;
using schedule::read_number;
using schedule::read_time_of_day;
using schedule::time_before;
using schedule::Unit;

namespace {

text::Ticks at(std::int32_t year, std::int32_t month, std::int32_t day, std::int32_t hour = 0,
               std::int32_t minute = 0) {
  return text::to_ticks({.year = year, .month = month, .day = day, .hour = hour, .minute = minute})
      .value();
}

TEST_CASE("dates have the month first, and one digit or two") {
  CHECK(read_day_time("05-06-1997 09:30") == DayTime{at(1997, 5, 6, 9, 30), true});
  CHECK(read_day_time(" 5-6-1997  9:30 ") == DayTime{at(1997, 5, 6, 9, 30), true});
  CHECK(read_day_time("12-31-1999") == DayTime{at(1999, 12, 31), false});
  CHECK(read_day_time("2-29-1996") == DayTime{at(1996, 2, 29), false});
}

TEST_CASE("what is no date is none") {
  for (const char* value : {"", "2-29-1997", "13-1-1997", "0-1-1997", "1-1-97", "1/1/1997",
                            "1-1-19977", "1-1-1997 24:00", "1-1-1997 9:60", "1-1-1997 9",
                            "1-1-1997x", "x1-1-1997", "1-1-1997 9:00 PM", "001-1-1997"}) {
    CHECK_FALSE(read_day_time(value));
  }
}

TEST_CASE("times have hours and minutes, and may have seconds") {
  CHECK(read_time_of_day("23:59:59") == at(1970, 1, 1, 23, 59) + 59 * text::kTicksPerSecond);
  CHECK(read_time_of_day("7:05") == at(1970, 1, 1, 7, 5));
  CHECK_FALSE(read_time_of_day("7:05:"));
  CHECK_FALSE(read_time_of_day(":05"));
}

TEST_CASE("flags are T and F, numbers are digits up to their limit") {
  CHECK(read_flag(" T ") == true);
  CHECK(read_flag("F") == false);
  CHECK_FALSE(read_flag("TRUE"));
  CHECK(read_number("65535", 65535) == 65535U);
  CHECK_FALSE(read_number("65536", 65535));
  CHECK_FALSE(read_number("-1", 65535));
  CHECK_FALSE(read_number("1 2", 65535));
  CHECK_FALSE(read_number("99999999999", UINT32_MAX));
}

TEST_CASE("an amount counts in its unit, and months in the calendar") {
  const auto time = at(1997, 3, 31, 9);
  CHECK(time_before(time, 20, Unit::Minute) == at(1997, 3, 31, 8, 40));
  CHECK(time_before(time, 20, Unit::Hour) == at(1997, 3, 30, 13));
  CHECK(time_before(time, 1, Unit::Day) == at(1997, 3, 30, 9));
  CHECK(time_before(time, 2, Unit::Week) == at(1997, 3, 17, 9));
  CHECK(time_before(time, 1, Unit::Month) == at(1997, 2, 28, 9));
  CHECK(time_before(time, 13, Unit::Month) == at(1996, 2, 29, 9));
  CHECK_FALSE(time_before(time, UINT32_MAX, Unit::Month));
  CHECK_FALSE(time_before(time, UINT32_MAX, Unit::Week));
}

TEST_CASE("priorities are a letter, a digit or both") {
  CHECK(schedule::priority_text(8241) == "1");
  CHECK(schedule::priority_text(8249) == "9");
  CHECK(schedule::priority_text(16672) == "A");
  CHECK(schedule::priority_text(23072) == "Z");
  CHECK(schedule::priority_text(16691) == "A3");
  for (const std::uint32_t none : {0U, 3U, 8224U, 8240U, 12345U, 16673U, 65536U + 8241U}) {
    CHECK(schedule::priority_text(none).empty());
  }
}

}  // namespace
}  // namespace values_test
