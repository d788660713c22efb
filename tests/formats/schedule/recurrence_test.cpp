#include "formats/schedule/recurrence.h"

#include <catch2/catch.hpp>

#include "tests/formats/schedule/typed_text.h"

namespace recurrence_test {

using bytes::DamageKind;
using schedule::RecurringType;

namespace {

struct Read {
  std::optional<schedule::Recurrence> recurrence;
  std::vector<bytes::Damage> damage;
};

Read read(const std::string& properties) {
  bytes::DamageLog damage;
  const auto text = test::schedule::file("RecurringAppointments:\n{\n" + properties + "}\n");
  const auto file = test::schedule::read(text, damage);
  REQUIRE(damage.items().empty());
  auto recurrence = schedule::read_recurrence(file.objects.at(0), damage);
  return {.recurrence = std::move(recurrence), .damage = damage.items()};
}

constexpr const char* kStart = "StartRecurringDate: 5-6-1997\n";

TEST_CASE("each type takes its own properties, and ignores the others") {
  const std::string all =
      std::string(kStart) +
      "DayInterval: 2\nWeekInterval: 3\nMonthInterval: 4\nYearInterval: 5\nDayOfMonthMask: 6\n"
      "DayOfWeekMask: 7\nDayOfWeekStart: 1\nMonthOfYearMask: 8\n";
  const auto of_type = [&](int type) {
    const auto read_type = read(all + "RecurringType: " + std::to_string(type) + "\n");
    CHECK(read_type.damage.empty());
    return read_type.recurrence.value();
  };

  CHECK(of_type(64).interval == 2);
  CHECK(of_type(64).weekdays == 0);
  CHECK(of_type(48).interval == 3);
  CHECK(of_type(48).weekdays == 7);
  CHECK(of_type(48).first_weekday == 1);
  CHECK(of_type(12).interval == 4);
  CHECK(of_type(12).days_of_month == 6);
  CHECK(of_type(56).nth == 3);
  CHECK(of_type(56).interval == 4);
  CHECK(of_type(7).interval == 5);
  CHECK(of_type(7).months == 8);
  CHECK(of_type(51).nth == 3);
  CHECK(of_type(51).interval == 1);
  CHECK(of_type(51).type == RecurringType::YearlyPattern);
}

TEST_CASE("times and the last day are read where they stand") {
  const auto read_all = read(std::string(kStart) +
                             "RecurringType: 64\nDayInterval: 1\nEndRecurringDate: 6-6-1997\n"
                             "StartRecurringTime: 09:00\nEndRecurringTime: 10:30\n");
  const auto& recurrence = read_all.recurrence.value();

  constexpr text::Ticks kHour = 3600 * text::kTicksPerSecond;
  CHECK(recurrence.end_day == recurrence.start_day + 31 * 24 * kHour);
  CHECK(recurrence.start_time == 9 * kHour);
  CHECK(recurrence.end_time == 10 * kHour + kHour / 2);
  CHECK(recurrence.used.size() == 6);
}

TEST_CASE("half a rule is none, and what it lacks is told") {
  const auto no_mask = read(std::string(kStart) + "RecurringType: 48\nWeekInterval: 1\n");
  CHECK_FALSE(no_mask.recurrence);
  REQUIRE(no_mask.damage.size() == 1);
  CHECK(no_mask.damage[0].field == "DayOfWeekMask");
  CHECK(no_mask.damage[0].kind == DamageKind::Truncated);

  const auto too_large = read(std::string(kStart) + "RecurringType: 64\nDayInterval: 1000\n");
  CHECK_FALSE(too_large.recurrence);
  REQUIRE(too_large.damage.size() == 1);
  CHECK(too_large.damage[0].found == 1000);
  CHECK(too_large.damage[0].expected == 999);

  CHECK_FALSE(read(std::string(kStart) + "RecurringType: 13\n").recurrence);
  CHECK_FALSE(read("RecurringType: 64\nDayInterval: 1\n").recurrence);
}

TEST_CASE("the first day of the week is needed only where weeks are left out") {
  const std::string weekly = std::string(kStart) + "RecurringType: 48\nDayOfWeekMask: 2\n";

  CHECK(read(weekly + "WeekInterval: 1\n").recurrence);
  CHECK_FALSE(read(weekly + "WeekInterval: 2\n").recurrence);
}

TEST_CASE("an end before the start is no end, and told") {
  const auto read_back =
      read(std::string(kStart) + "RecurringType: 64\nDayInterval: 1\nEndRecurringDate: 5-5-1997\n");

  REQUIRE(read_back.recurrence);
  CHECK_FALSE(read_back.recurrence->end_day);
  REQUIRE(read_back.damage.size() == 1);
  CHECK(read_back.damage[0].kind == DamageKind::Inconsistent);
}

}  // namespace
}  // namespace recurrence_test
