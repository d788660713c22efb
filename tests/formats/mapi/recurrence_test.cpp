#include "formats/mapi/recurrence.h"

#include <catch2/catch.hpp>

#include "tests/formats/mapi/hex.h"

using bytes::DamageKind;
using bytes::DamageLog;
using mapi::AppointmentRecurrence;
using mapi::PatternType;
using mapi::RecurFrequency;
using mapi::RecurrenceEnd;
using mapi::RecurrenceException;
using mapi::RecurrencePattern;
using test::from_hex;

namespace {

constexpr text::CodePageNumber kRecurrencePage = 1252;

// [MS-OXOCAL] 4.1.1.1.
constexpr std::string_view kWeekly =
    "043004300B2001000000C0210000010000000000000032000000222000000C00000000000000000000000000000080"
    "20"
    "BC0C20ADBC0C0630000009300000580200007602000000000000000000000000";

// [MS-OXOCAL] 4.1.1.2.
constexpr std::string_view kWeeklyWithException =
    "043004300B2001000000C0210000010000000000000032000000222000000C0000000000000001000000A096BC0C01"
    "000000A096BC0C8020BC0C20ADBC0C0630000009300000580200007602000001003499BC0C5299BC0CF898BC0C1100"
    "2200210053696D706C6520526563757272656E6365207769746820657863657074696F6E730800070033342F343134"
    "31000000000400000000000000000000003499BC0C5299BC0CF898BC0C2100530069006D0070006C00650020005200"
    "6500630075007200720065006E006300650020007700690074006800200065007800630065007000740069006F006E"
    "0073000700330034002F0034003100340031000000000000000000";

// [MS-OXOCAL] 4.1.1.3.
constexpr std::string_view kDaily =
    "043004300A2000000000A0050000E010000000000000212000000A0000000000000002000000A0C1DC0C80D2DC0C00"
    "000000207EDC0C0016DD0C0630000009300000E0010000FE01000000000000000000000000";

// [MS-OXOCAL] 4.1.1.6.
constexpr std::string_view kHebrew =
    "043004300D200200080080750A000C0000000000000003000000232000000A0000000000000001000000207EDC0C01"
    "000000207EDC0C6074C40CDF80E95A0630000009300000E0010000FE01000001000080DC0C1E80DC0C0080DC0C2402"
    "3C000000010000000000000004000000000000000000000000000000";

text::Ticks date(std::int32_t year, std::int32_t month, std::int32_t day, std::int32_t hour = 0,
                 std::int32_t minute = 0) {
  return *text::to_ticks(
      {.year = year, .month = month, .day = day, .hour = hour, .minute = minute});
}

RecurrencePattern weekly_pattern() {
  return {.frequency = RecurFrequency::Weekly,
          .pattern = PatternType::Week,
          .first = 8640,
          .period = 1,
          .weekdays = 0x32,
          .end = RecurrenceEnd::Count,
          .occurrences = 12,
          .start_date = 0x0CBC2080,
          .end_date = 0x0CBCAD20};
}

}  // namespace

TEST_CASE("the weekly example of the specification reads as printed there") {
  DamageLog damage;

  const auto read = mapi::read_appointment_recurrence(from_hex(kWeekly), kRecurrencePage, damage);

  CHECK(read ==
        AppointmentRecurrence{.pattern = weekly_pattern(), .start_offset = 600, .end_offset = 630});
  CHECK(mapi::minutes_to_ticks(read->pattern.start_date) == date(2007, 3, 26));
  CHECK(damage.items().empty());
}

TEST_CASE("the weekly example with an exception yields the exception's new values") {
  DamageLog damage;
  AppointmentRecurrence expected{
      .pattern = weekly_pattern(), .start_offset = 600, .end_offset = 630};
  expected.pattern.deleted = {0x0CBC96A0};
  expected.pattern.modified = {0x0CBC96A0};
  expected.exceptions = {{.start = 0x0CBC9934,
                          .end = 0x0CBC9952,
                          .original_start = 0x0CBC98F8,
                          .subject = "Simple Recurrence with exceptions",
                          .location = "34/4141"}};

  const auto read =
      mapi::read_appointment_recurrence(from_hex(kWeeklyWithException), kRecurrencePage, damage);

  CHECK(read == expected);
  CHECK(mapi::minutes_to_ticks(read->exceptions[0].start) == date(2007, 4, 16, 11, 0));
  CHECK(mapi::minutes_to_ticks(read->exceptions[0].original_start) == date(2007, 4, 16, 10, 0));
  CHECK(damage.items().empty());
}

TEST_CASE("the daily example lists the deleted days and its end") {
  DamageLog damage;

  const auto read = mapi::read_appointment_recurrence(from_hex(kDaily), kRecurrencePage, damage);

  CHECK(read == AppointmentRecurrence{.pattern = {.frequency = RecurFrequency::Daily,
                                                  .pattern = PatternType::Day,
                                                  .first = 1440,
                                                  .period = 3 * 1440,
                                                  .end = RecurrenceEnd::Date,
                                                  .occurrences = 10,
                                                  .deleted = {0x0CDCC1A0, 0x0CDCD280},
                                                  .start_date = 0x0CDC7E20,
                                                  .end_date = 0x0CDD1600},
                                      .start_offset = 480,
                                      .end_offset = 510});
  CHECK(damage.items().empty());
}

TEST_CASE("the Hebrew example keeps its calendar and the numbers an exception overrides") {
  DamageLog damage;

  const auto read = mapi::read_appointment_recurrence(from_hex(kHebrew), kRecurrencePage, damage);

  REQUIRE(read);
  CHECK(read->pattern.calendar == 8);
  CHECK(read->pattern.end == RecurrenceEnd::Never);
  CHECK(read->exceptions == std::vector{RecurrenceException{.start = 0x0CDC8000,
                                                            .end = 0x0CDC801E,
                                                            .original_start = 0x0CDC8000,
                                                            .reminder_delta = 60,
                                                            .busy_status = 1}});
  CHECK(damage.items().empty());
}

TEST_CASE("a recurrence cut off inside its pattern is no rule at all") {
  const auto whole = from_hex(kWeekly);
  constexpr std::size_t kPatternSize = 54;
  for (std::size_t size = 0; size < kPatternSize; ++size) {
    DamageLog damage;

    const auto read =
        mapi::read_appointment_recurrence(std::span(whole).first(size), kRecurrencePage, damage);

    CHECK_FALSE(read);
    CHECK(damage.total() == 1);
  }
}

TEST_CASE("a recurrence cut off behind its pattern keeps the rule and reports the rest") {
  const auto whole = from_hex(kWeeklyWithException);
  constexpr std::size_t kPatternSize = 62;
  for (std::size_t size = kPatternSize; size < whole.size(); ++size) {
    DamageLog damage;

    const auto read =
        mapi::read_appointment_recurrence(std::span(whole).first(size), kRecurrencePage, damage);

    REQUIRE(read);
    CHECK(read->pattern.occurrences == 12);
    CHECK(damage.total() == 1);
    CHECK(damage.items()[0].kind == DamageKind::Truncated);
  }
}

TEST_CASE("a count of deleted instances beyond the data is out of range") {
  DamageLog damage;
  auto data = from_hex(kWeekly);
  data[38] = std::byte{0xFF};  // DeletedInstanceCount

  CHECK_FALSE(mapi::read_recurrence(data, damage));
  CHECK(damage.items() ==
        std::vector{bytes::Damage{.offset = 42,
                                  .length = 0,
                                  .kind = DamageKind::OutOfRange,
                                  .field = "RecurrencePattern.DeletedInstanceCount",
                                  .found = 0xFF,
                                  .expected = mapi::kMaxInstances}});
}

TEST_CASE("a task's recurrence is the pattern alone") {
  DamageLog damage;
  const auto whole = from_hex(kWeekly);

  const auto read = mapi::read_recurrence(std::span(whole).first(54), damage);

  CHECK(read == weekly_pattern());
  CHECK(damage.items().empty());
}

TEST_CASE("the examples of the specification are written as they are printed") {
  for (const std::string_view example : {kWeekly, kDaily}) {
    DamageLog damage;
    const auto data = from_hex(example);
    const auto recurrence = mapi::read_appointment_recurrence(data, kRecurrencePage, damage);
    REQUIRE(recurrence);

    CHECK(mapi::write_appointment_recurrence(*recurrence) == data);
  }
}

TEST_CASE("what is written of a recurrence is read again") {
  for (const std::string_view example : {kWeeklyWithException, kHebrew}) {
    DamageLog damage;
    auto recurrence = mapi::read_appointment_recurrence(from_hex(example), kRecurrencePage, damage);
    REQUIRE(recurrence);
    for (RecurrenceException& e : recurrence->exceptions) {  // the overrides are not written
      e = {.start = e.start, .end = e.end, .original_start = e.original_start};
    }

    const auto written = mapi::write_appointment_recurrence(*recurrence);

    CHECK(mapi::read_appointment_recurrence(written, kRecurrencePage, damage) == recurrence);
    CHECK(damage.total() == 0);
  }
}
