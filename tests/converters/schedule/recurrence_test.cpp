#include <catch2/catch.hpp>

#include "tests/converters/schedule/typed_items.h"

using model::Frequency;
using namespace test::schedule;  // NOLINT(google-build-using-namespace): helpers of these tests

namespace {

/// The series of an appointment from 9 to 10 whose first date is Tuesday, the 6th of May 1997.
std::vector<model::Message> series_of(const std::string& properties) {
  auto reading = items_of(
      "RecurringAppointments:\n{\nText: \"a\"\nStartRecurringDate: 5-6-1997\nStartRecurringTime: "
      "09:00\nEndRecurringTime: 10:00\n" +
      properties + "}\n");
  std::vector<model::Message> all;
  for (auto& item : reading.items) {
    all.push_back(std::move(item.message));
  }
  return all;
}

model::Message one_of(const std::string& properties) {
  auto all = series_of(properties);
  REQUIRE(all.size() == 1);
  CHECK(all[0].provenance.missing.empty());
  return std::move(all[0]);
}

TEST_CASE("Q247622 a daily series without end is one rule") {
  const auto message = one_of("RecurringType: 64\nDayInterval: 1\n");

  REQUIRE(message.calendar->recurrence);
  CHECK(message.calendar->recurrence->frequency == Frequency::Daily);
  CHECK_FALSE(message.calendar->recurrence->until);
  CHECK_FALSE(message.calendar->recurrence->count);
  CHECK(message.calendar->start == wall(1997, 5, 6, 9));
  CHECK(message.calendar->end == wall(1997, 5, 6, 10));
}

TEST_CASE("Q247622 exceptions beyond ten thousand are told, not taken") {
  std::string many = "RecurringType: 64\nDayInterval: 1\n";
  for (int i = 0; i < 10'001; ++i) {
    many += "Exceptions:\n{\nInstanceDate: 5-7-1997\nDeleted: T\n}\n";
  }
  const auto all = series_of(many);

  REQUIRE(all.size() == 1);
  CHECK(all[0].calendar->recurrence->deleted.size() == 1);
  REQUIRE(all[0].provenance.missing.size() == 1);
  CHECK(all[0].provenance.missing[0].what == "exceptions");
}

TEST_CASE("a weekly series begins on the first of its weekdays") {
  const auto message = one_of(
      "RecurringType: 48\nWeekInterval: 2\nDayOfWeekMask: 18\nDayOfWeekStart: 1\n"
      "EndRecurringDate: 12-31-1997\n");
  const auto& rule = *message.calendar->recurrence;

  CHECK(rule.frequency == Frequency::Weekly);
  CHECK(rule.interval == 2);
  CHECK(rule.weekdays == 18);
  CHECK(rule.first_weekday == 1);
  CHECK(rule.until == model::WallClock{at(1997, 12, 31)});
  CHECK(message.calendar->start == wall(1997, 5, 8, 9));  // Monday has passed, Thursday has not
}

TEST_CASE("a week that has no more of its days is passed over") {
  const auto message =
      one_of("RecurringType: 48\nWeekInterval: 2\nDayOfWeekMask: 2\nDayOfWeekStart: 1\n");

  CHECK(message.calendar->start == wall(1997, 5, 19, 9));
}

TEST_CASE("each day of a month is a series of its own") {
  const auto all = series_of("RecurringType: 12\nMonthInterval: 1\nDayOfMonthMask: 16385\n");

  REQUIRE(all.size() == 2);
  CHECK(all[0].calendar->recurrence->day_of_month == 1);
  CHECK(all[0].calendar->start == wall(1997, 6, 1, 9));
  CHECK(all[1].calendar->recurrence->day_of_month == 15);
  CHECK(all[1].calendar->start == wall(1997, 5, 15, 9));
  CHECK(all[1].provenance.native_id == "RecurringAppointments 1, series 2");
}

TEST_CASE("the second Tuesday, and the last weekday, of the month") {
  const auto second =
      one_of("RecurringType: 56\nMonthInterval: 1\nWeekInterval: 2\nDayOfWeekMask: 4\n");
  CHECK(second.calendar->recurrence->frequency == Frequency::MonthlyNth);
  CHECK(second.calendar->recurrence->nth == 2);
  CHECK(second.calendar->start == wall(1997, 5, 13, 9));

  const auto last =
      one_of("RecurringType: 56\nMonthInterval: 1\nWeekInterval: 5\nDayOfWeekMask: 62\n");
  CHECK(last.calendar->recurrence->nth == -1);
  CHECK(last.calendar->start == wall(1997, 5, 30, 9));
}

TEST_CASE("a day of one month comes every year") {
  const auto message =
      one_of("RecurringType: 7\nYearInterval: 1\nDayOfMonthMask: 8\nMonthOfYearMask: 4\n");

  CHECK(message.calendar->recurrence->frequency == Frequency::Yearly);
  CHECK(message.calendar->recurrence->month == 3);
  CHECK(message.calendar->recurrence->day_of_month == 4);
  CHECK(message.calendar->start == wall(1998, 3, 4, 9));
}

TEST_CASE("months that are evenly apart are one monthly series") {
  const auto quarterly =
      one_of("RecurringType: 7\nYearInterval: 1\nDayOfMonthMask: 1\nMonthOfYearMask: 585\n");
  CHECK(quarterly.calendar->recurrence->frequency == Frequency::Monthly);
  CHECK(quarterly.calendar->recurrence->interval == 3);
  CHECK(quarterly.calendar->start == wall(1997, 7, 1, 9));

  const auto uneven =
      series_of("RecurringType: 51\nWeekInterval: 1\nDayOfWeekMask: 2\nMonthOfYearMask: 3\n");
  REQUIRE(uneven.size() == 2);
  CHECK(uneven[0].calendar->recurrence->frequency == Frequency::YearlyNth);
  CHECK(uneven[1].calendar->start == wall(1998, 2, 2, 9));
}

TEST_CASE("a series over midnight ends on the next day") {
  const auto reading = items_of(
      "RecurringAppointments:\n{\nStartRecurringDate: 5-6-1997\nStartRecurringTime: "
      "22:00\nEndRecurringTime: 02:00\nRecurringType: 64\nDayInterval: 1\n}\n");

  CHECK(reading.items.at(0).message.calendar->end == wall(1997, 5, 7, 2));
}

TEST_CASE("recurring events and tasks need no times") {
  const std::string rule = "StartRecurringDate: 5-6-1997\nRecurringType: 64\nDayInterval: 7\n";
  const auto event = item_of("RecurringEvents", rule);
  const auto task = item_of("RecurringTasks", rule + "Text: \"a\"\n");

  CHECK(event.calendar->all_day);
  CHECK(event.calendar->start == wall(1997, 5, 6));
  CHECK(event.calendar->end == wall(1997, 5, 7));
  CHECK(task.calendar->start == wall(1997, 5, 6));
  CHECK_FALSE(task.calendar->end);
  CHECK(task.calendar->recurrence);
}

TEST_CASE("times of a clock say nothing of whole days and of tasks, and are kept") {
  const std::string rule =
      "StartRecurringDate: 5-6-1997\nStartRecurringTime: 00:00\nEndRecurringTime: "
      "00:00\nRecurringType: 64\nDayInterval: 7\n";
  const auto one_day = item_of("RecurringEvents", rule);
  const auto three = item_of("RecurringEvents", rule + "StartDate: 5-6-1997\nEndDate: 5-8-1997\n");
  const auto task = item_of("RecurringTasks", rule);

  CHECK(one_day.calendar->end == wall(1997, 5, 7));
  CHECK(three.calendar->end == wall(1997, 5, 9));
  for (const auto& message : {one_day, three, task}) {
    CHECK(kept(message, "ScheduleStartRecurringTime") == "00:00");
    CHECK(kept(message, "ScheduleEndRecurringTime") == "00:00");
    CHECK(kept(message, "ScheduleStartRecurringDate") == "(none)");
  }
}

TEST_CASE("dates of a series that its rule overrides are kept") {
  const auto meeting =
      one_of("RecurringType: 64\nDayInterval: 1\nStart: 5-1-1997 07:31\nEnd: 5-1-1997 08:00\n");
  const auto task = item_of("RecurringTasks",
                            "StartRecurringDate: 5-6-1997\nRecurringType: 64\nDayInterval: "
                            "1\nStartDate: 5-1-1997\nEndDate: 5-2-1997\n");

  CHECK(meeting.calendar->start == wall(1997, 5, 6, 9));
  CHECK(kept(meeting, "ScheduleStart") == "5-1-1997 07:31");
  CHECK(kept(meeting, "ScheduleEnd") == "5-1-1997 08:00");
  CHECK(kept(meeting, "ScheduleStartRecurringTime") == "(none)");
  CHECK(task.calendar->end == wall(1997, 5, 7));
  CHECK(kept(task, "ScheduleStartDate") == "5-1-1997");
  CHECK(kept(task, "ScheduleEndDate") == "5-2-1997");
}

TEST_CASE("a rule that cannot be read leaves an incomplete item with everything kept") {
  const auto all = series_of("RecurringType: 48\nWeekInterval: 1\nStart: 5-6-1997 09:00\n");

  REQUIRE(all.size() == 1);
  CHECK_FALSE(all[0].calendar->recurrence);
  CHECK(all[0].calendar->start == wall(1997, 5, 6, 9));
  CHECK(all[0].provenance.missing.at(0).what == "recurrence");
  CHECK(kept(all[0], "ScheduleRecurringType") == "48");
  CHECK(kept(all[0], "ScheduleStartRecurringDate") == "5-6-1997");
}

TEST_CASE("days left out are days of the rule, in their order") {
  const auto message = one_of(
      "RecurringType: 64\nDayInterval: 1\nExceptions:\n{\nInstanceDate: 5-9-1997\nDeleted: "
      "T\n}\nExceptions:\n{\nInstanceDate: 5-8-1997\nDeleted: T\n}\n");
  const auto& rule = *message.calendar->recurrence;

  CHECK(rule.deleted == std::vector<model::WallClock>{{at(1997, 5, 8)}, {at(1997, 5, 9)}});
  CHECK(rule.modified.empty());
  CHECK(message.attachments.empty());
}

TEST_CASE("a changed instance is embedded, and says which one it replaces") {
  const auto message = one_of(
      "Where: \"Room 5\"\nRecurringType: 64\nDayInterval: 1\nExceptions:\n{\nInstanceDate: "
      "5-8-1997\nDeleted: F\nStart: 5-9-1997 14:00\nEnd: 5-9-1997 16:00\nText: \"moved\"\n}\n"
      "Exceptions:\n{\nInstanceDate: 5-10-1997\nDeleted: F\nStartDate: 5-11-1997\n}\n");
  const auto& rule = *message.calendar->recurrence;

  CHECK(rule.deleted == std::vector<model::WallClock>{{at(1997, 5, 8)}, {at(1997, 5, 10)}});
  CHECK(rule.modified == rule.deleted);
  REQUIRE(message.attachments.size() == 2);
  const auto& moved = *message.attachments[0].message;
  CHECK(moved.message_class == "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}");
  CHECK(moved.subject == "moved");
  CHECK(moved.calendar->replaces == wall(1997, 5, 8, 9));
  CHECK(moved.calendar->start == wall(1997, 5, 9, 14));
  CHECK(moved.calendar->end == wall(1997, 5, 9, 16));
  CHECK(moved.calendar->location == "Room 5");
  const auto& day_only = *message.attachments[1].message;
  CHECK(day_only.subject == "a");
  CHECK(day_only.calendar->start == wall(1997, 5, 11, 9));
  CHECK(day_only.calendar->end == wall(1997, 5, 11, 10));
}

TEST_CASE("an exception belongs to the series that has its day") {
  const auto all = series_of(
      "RecurringType: 12\nMonthInterval: 1\nDayOfMonthMask: 16385\nExceptions:\n{\nInstanceDate: "
      "6-15-1997\nDeleted: T\n}\n");

  REQUIRE(all.size() == 2);
  CHECK(all[0].calendar->recurrence->deleted.empty());
  CHECK(all[1].calendar->recurrence->deleted.size() == 1);
}

TEST_CASE("a last day before the first, and an end of an instance before its start, are kept") {
  const auto all = series_of(
      "RecurringType: 64\nDayInterval: 1\nEndRecurringDate: 5-5-1997\nExceptions:\n{\n"
      "InstanceDate: 5-8-1997\nDeleted: F\nStartDate: 5-9-1997\nEndDate: 5-7-1997\n}\n");

  REQUIRE(all.size() == 1);
  CHECK(kept(all[0], "ScheduleEndRecurringDate") == "5-5-1997");
  REQUIRE(all[0].attachments.size() == 1);
  CHECK(kept(*all[0].attachments[0].message, "ScheduleEndDate") == "5-7-1997");
}

TEST_CASE("what a deleted instance says besides is kept, in one property for all of them") {
  const auto message = one_of(
      "RecurringType: 64\nDayInterval: 1\nExceptions:\n{\nInstanceDate: 5-8-1997\nDeleted: "
      "T\nText: \"why\"\n}\nExceptions:\n{\nInstanceDate: 5-9-1997 09:00\nDeleted: T\n}\n"
      "Exceptions:\n{\nInstanceDate: 5-10-1997\nDeleted: T\n}\n");

  CHECK(message.calendar->recurrence->deleted.size() == 3);
  CHECK(kept(message, "ScheduleException") ==
        "Exceptions:\r\n{\r\nInstanceDate: 5-8-1997\r\nDeleted: T\r\nText: \"why\"\r\n}\r\n"
        "Exceptions:\r\n{\r\nInstanceDate: 5-9-1997 09:00\r\nDeleted: T\r\n}\r\n");
}

TEST_CASE("an exception without its day is missing, and its text kept") {
  const auto all = series_of("RecurringType: 64\nDayInterval: 1\nExceptions:\n{\nDeleted: T\n}\n");

  REQUIRE(all.size() == 1);
  CHECK(all[0].provenance.missing.at(0).what == "exception");
  CHECK(kept(all[0], "ScheduleException") == "Exceptions:\r\n{\r\nDeleted: T\r\n}\r\n");
}

TEST_CASE("an alarm of a series that has ended is past, one of a series without end is not") {
  const auto with_alarm = [](const std::string& end) {
    return items_of(
        "RecurringAppointments:\n{\nStartRecurringDate: 5-6-1997\nStartRecurringTime: 09:00\n"
        "EndRecurringTime: 10:00\nAlarmAmount: 5\nAlarmTypeUnit: 0\nRecurringType: 64\n"
        "DayInterval: 1\n" +
        end + "}\nSingleTasks:\n{\nEndDate: 6-7-1997\n}\n");
  };
  const auto minutes = [&](const std::string& end) {
    return with_alarm(end).items.at(0).message.calendar->reminder_minutes;
  };

  CHECK_FALSE(minutes("EndRecurringDate: 6-6-1997\n"));
  CHECK(minutes("EndRecurringDate: 6-7-1997\n") == 5);
  CHECK(minutes("") == 5);
}

}  // namespace
