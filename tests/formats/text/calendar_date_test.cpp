#include <array>
#include <cstdlib>
#include <random>

#include <catch2/catch.hpp>

#include "formats/text/calendar_date.h"

namespace {

using text::CalendarDate;
using text::Ticks;
using text::TimeZone;

Ticks at(std::int32_t year, std::int32_t month, std::int32_t day, std::int32_t hour = 0,
         std::int32_t minute = 0, std::int32_t second = 0) {
  return text::to_ticks({.year = year,
                         .month = month,
                         .day = day,
                         .hour = hour,
                         .minute = minute,
                         .second = second,
                         .weekday = 0})
      .value();
}

/// The Date header of a wall-clock time in a zone.
std::string date_header(std::string_view zone_name, Ticks wall_clock) {
  const TimeZone zone = TimeZone::find(zone_name).value();
  const std::int32_t offset = zone.offset_at_local(wall_clock);
  return text::rfc5322_date(wall_clock - Ticks{offset} * 60 * text::kTicksPerSecond, offset);
}

}  // namespace

TEST_CASE("days of the calendar are what almanacs say") {
  CHECK(at(1970, 1, 1) == 0);
  CHECK(text::to_calendar(0) == CalendarDate{});
  CHECK(
      text::to_calendar(at(1995, 3, 14, 9, 15)) ==
      CalendarDate{
          .year = 1995, .month = 3, .day = 14, .hour = 9, .minute = 15, .second = 0, .weekday = 2});
  CHECK(text::to_calendar(at(2000, 2, 29)).weekday == 2);
  CHECK(text::to_calendar(at(1601, 1, 1)).weekday == 1);
  CHECK(text::to_calendar(-1) == CalendarDate{.year = 1969,
                                              .month = 12,
                                              .day = 31,
                                              .hour = 23,
                                              .minute = 59,
                                              .second = 59,
                                              .weekday = 3});
}

TEST_CASE("a date that is none has no ticks") {
  const auto is_date = [](std::int32_t year, std::int32_t month, std::int32_t day) {
    return text::to_ticks({.year = year, .month = month, .day = day}).has_value();
  };

  CHECK(is_date(2000, 2, 29));
  CHECK(is_date(1996, 2, 29));
  CHECK_FALSE(is_date(1900, 2, 29));
  CHECK_FALSE(is_date(1995, 2, 31));
  CHECK_FALSE(is_date(1995, 4, 31));
  CHECK_FALSE(is_date(1995, 13, 1));
  CHECK_FALSE(is_date(1995, 0, 1));
  CHECK_FALSE(is_date(1995, 1, 0));
  CHECK_FALSE(is_date(1'000'000, 1, 1));
  CHECK_FALSE(text::to_ticks({.hour = 24}).has_value());
  CHECK_FALSE(text::to_ticks({.minute = 60}).has_value());
  CHECK_FALSE(text::to_ticks({.second = -1}).has_value());
}

TEST_CASE("ticks to calendar and back is identity, to the second") {
  std::mt19937_64 random(1601);
  std::uniform_int_distribution<Ticks> any(INT64_MIN / 2, INT64_MAX / 2);
  for (int round = 0; round < 10'000; ++round) {
    const Ticks whole_seconds = any(random) / text::kTicksPerSecond * text::kTicksPerSecond;

    CHECK(text::to_ticks(text::to_calendar(whole_seconds)) == whole_seconds);
  }
  CHECK(text::to_calendar(INT64_MIN).year == -27258);
  CHECK(text::to_calendar(INT64_MAX).year == 31197);
}

TEST_CASE("FILETIMEs count from 1601, and none is none") {
  CHECK(text::filetime_to_ticks(116'444'736'000'000'000) == 0);
  CHECK(text::filetime_to_ticks(1) == at(1601, 1, 1) + 1);
  CHECK(text::filetime_to_ticks(0) == std::nullopt);
  CHECK(text::filetime_to_ticks(0x0CB34557A3DD4000) == std::nullopt);
  CHECK(text::filetime_to_ticks(0x8000000000000000) == std::nullopt);
  CHECK(text::filetime_to_ticks(UINT64_MAX) == std::nullopt);
  CHECK(text::ticks_to_filetime(at(1995, 3, 14)) ==
        text::ticks_to_filetime(0) + static_cast<std::uint64_t>(at(1995, 3, 14)));
  CHECK(text::filetime_to_ticks(0x0CB34557A3DD3FFF) == at(4501, 1, 1) - 1);
}

TEST_CASE("dates are written as their standards have them") {
  const Ticks time = at(1995, 3, 14, 8, 15, 7);

  CHECK(text::rfc5322_date(time, 60) == "Tue, 14 Mar 1995 09:15:07 +0100");
  CHECK(text::rfc5322_date(time, 0) == "Tue, 14 Mar 1995 08:15:07 +0000");
  CHECK(text::rfc5322_date(time, std::nullopt) == "Tue, 14 Mar 1995 08:15:07 -0000");
  CHECK(text::rfc5322_date(time, -570) == "Mon, 13 Mar 1995 22:45:07 -0930");
  CHECK(text::iso8601(time) == "1995-03-14T08:15:07");
  CHECK(text::icalendar_time(time) == "19950314T081507");
  CHECK(text::asctime(at(1995, 3, 4, 8, 15)) == "Sat Mar  4 08:15:00 1995");
}

TEST_CASE("Q165482 zones off the hour keep exactly their offset") {
  const Ticks noon = at(2000, 1, 15, 12);

  CHECK(date_header("+05:30", noon) == "Sat, 15 Jan 2000 12:00:00 +0530");
  CHECK(date_header("+05:45", noon) == "Sat, 15 Jan 2000 12:00:00 +0545");
  CHECK(date_header("-03:30", noon) == "Sat, 15 Jan 2000 12:00:00 -0330");
  CHECK(date_header("Asia/Kolkata", noon) == "Sat, 15 Jan 2000 12:00:00 +0530");
  CHECK(date_header("Asia/Kathmandu", noon) == "Sat, 15 Jan 2000 12:00:00 +0545");
  CHECK(date_header("America/St_Johns", noon) == "Sat, 15 Jan 2000 12:00:00 -0330");
}

TEST_CASE("Q281734 summer time is that of the date, whatever the host's clock and zone") {
  for (const char* host_zone : {"UTC", "Asia/Tokyo", "America/New_York"}) {
    REQUIRE(setenv("TZ", host_zone, 1) == 0);

    CHECK(date_header("America/New_York", at(2000, 1, 15, 12)) ==
          "Sat, 15 Jan 2000 12:00:00 -0500");
    CHECK(date_header("America/New_York", at(2000, 7, 15, 12)) ==
          "Sat, 15 Jul 2000 12:00:00 -0400");
  }
  unsetenv("TZ");
}

TEST_CASE("of the hour that occurs twice the first is meant, and a skipped hour keeps its offset") {
  const TimeZone zone = TimeZone::find("America/New_York").value();

  CHECK(zone.offset_at_local(at(2000, 10, 29, 0, 59)) == -240);
  CHECK(zone.offset_at_local(at(2000, 10, 29, 1, 30)) == -240);
  CHECK(zone.offset_at_local(at(2000, 10, 29, 2, 0)) == -300);
  CHECK(zone.offset_at_local(at(2000, 4, 2, 2, 30)) == -300);
  CHECK(zone.offset_at_local(at(2000, 4, 2, 3, 0)) == -240);
}

TEST_CASE("an instant has one offset") {
  const TimeZone berlin = TimeZone::find("Europe/Berlin").value();

  CHECK(berlin.offset_at_utc(at(1995, 3, 26, 0, 59, 59)) == 60);
  CHECK(berlin.offset_at_utc(at(1995, 3, 26, 1)) == 120);
  // Before 1970, and within the last millisecond: the clocks changed on 1949-10-02 at 01:00 UTC.
  CHECK(berlin.offset_at_utc(at(1949, 10, 2, 1) - 1) == 120);
  CHECK(berlin.offset_at_utc(at(1949, 10, 2, 1)) == 60);
  CHECK(TimeZone::find("UTC")->offset_at_utc(0) == 0);
  CHECK(TimeZone::find("-0330")->offset_at_utc(0) == -210);
  CHECK(berlin.name() == "Europe/Berlin");
}

TEST_CASE("only names of the database and offsets are zones") {
  for (const char* name : {"", "Mars/Olympus", "+24:00", "+5:30", "+05:60", "+053", "05:30",
                           "GMT+5", "GMT+05:30", "+05:30x", "Etc/Unknown", "+"}) {
    CAPTURE(name);
    CHECK_FALSE(TimeZone::find(name).has_value());
  }
}
