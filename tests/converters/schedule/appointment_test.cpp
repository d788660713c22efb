#include <catch2/catch.hpp>

#include "tests/converters/schedule/typed_items.h"

using namespace test::schedule;  // NOLINT(google-build-using-namespace): helpers of these tests

namespace {

TEST_CASE("an appointment has its times, place, text and notes") {
  const auto message = item_of("SingleAppointments",
                               "Start: 5-6-1997 09:00\nEnd: 5-6-1997 10:30\nText: "
                               "\"Plan\\\n\\\nsecond line\"\nNotes: \"bring "
                               "it\"\nWhere: \"Room 5\"\nBusyType: 0\nIsRecurringInstance: F\n");

  CHECK(message.message_class == "IPM.Appointment");
  CHECK(message.subject == "Plan");
  CHECK(body_of(message) == "Plan\r\nsecond line\r\n\r\nbring it");
  CHECK(message.calendar->start == wall(1997, 5, 6, 9));
  CHECK(message.calendar->end == wall(1997, 5, 6, 10, 30));
  CHECK(message.calendar->location == "Room 5");
  CHECK(message.calendar->busy == model::BusyStatus::Tentative);
  CHECK_FALSE(message.calendar->all_day);
  CHECK(kept(message, "ScheduleIsRecurringInstance") == "F");
  CHECK(message.provenance.native_id == "SingleAppointments 1");
  CHECK(message.provenance.state == model::State::Intact);
}

TEST_CASE("Q221843 an appointment without an end ends when it starts, and one note says so") {
  for (const char* end : {"", "End:\n"}) {
    const auto reading = items_of("SingleAppointments:\n{\nStart: 5-6-1997 09:00\n" +
                                  std::string(end) + "Text: \"a\"\n}\n");

    REQUIRE(reading.items.size() == 1);
    CHECK(reading.items[0].message.calendar->end == wall(1997, 5, 6, 9));
    CHECK(reading.items[0].message.provenance.state == model::State::Intact);
    CHECK(notes_in(reading) == std::pair<std::size_t, std::size_t>(1, 0));
  }
}

TEST_CASE("an event takes whole days, the last one included") {
  const auto message =
      item_of("SingleEvents", "StartDate: 5-6-1997\nEndDate: 5-8-1997\nText: \"Fair\"\n");

  CHECK(message.calendar->all_day);
  CHECK(message.calendar->start == wall(1997, 5, 6));
  CHECK(message.calendar->end == wall(1997, 5, 9));
}

TEST_CASE("times that cannot be read are missing of the item, and kept") {
  const auto message =
      item_of("SingleAppointments", "Start: 31-12-1997 09:00\nEnd: tomorrow\nText: \"a\"\n");

  CHECK_FALSE(message.calendar->start);
  CHECK_FALSE(message.calendar->end);
  CHECK(kept(message, "ScheduleStart") == "31-12-1997 09:00");
  CHECK(kept(message, "ScheduleEnd") == "tomorrow");
  CHECK(message.provenance.state == model::State::Partial);
  CHECK(message.provenance.missing.at(0).why == "line 4: \"31-12-1997 09:00\" is no date");
}

TEST_CASE("an end before the start is missing, and the start stands for it") {
  const auto message =
      item_of("SingleAppointments", "Start: 5-6-1997 09:00\nEnd: 5-5-1997 09:00\n");

  CHECK(message.calendar->end == message.calendar->start);
  CHECK(message.provenance.state == model::State::Partial);
  CHECK(kept(message, "ScheduleEnd") == "5-5-1997 09:00");
}

TEST_CASE("days that the item cannot have are kept, and a time where a day is due") {
  const auto backwards = item_of("SingleEvents", "StartDate: 5-6-1997\nEndDate: 5-5-1997\n");
  const auto endless = item_of("SingleEvents", "StartDate: never\nEndDate: 5-5-1997\n");
  const auto timed = item_of("SingleEvents", "StartDate: 5-6-1997 09:00\nEndDate: 5-6-1997\n");
  const auto task = item_of("SingleTasks", "StartDate: 5-6-1997\nEndDate: 5-5-1997\n");

  CHECK(kept(backwards, "ScheduleEndDate") == "5-5-1997");
  CHECK(kept(endless, "ScheduleEndDate") == "5-5-1997");
  CHECK(timed.calendar->start == wall(1997, 5, 6));
  CHECK(kept(timed, "ScheduleStartDate") == "5-6-1997 09:00");
  CHECK(kept(timed, "ScheduleEndDate") == "(none)");
  CHECK(kept(task, "ScheduleStartDate") == "5-6-1997");
}

/// An appointment of the 6th of May 1998 with an alarm at 8:45, among `others`.
Reading alarm_among(const std::string& others) {
  return items_of(
      "SingleAppointments:\n{\nStart: 5-6-1998 09:00\nEnd: 5-6-1998 10:00\nText: \"a\"\nRing: "
      "T\nAlarmAmount: 15\nAlarmTypeUnit: 0\n}\n" +
      others);
}

TEST_CASE("Q195852 an alarm before a date of another object stays a property and does not ring") {
  for (const std::string other : {"SingleTasks:\n{\nEndDate: 5-7-1998\n}\n",
                                  "SingleAppointments:\n{\nStart: 5-6-1998 08:46\n}\n"}) {
    const auto reading = alarm_among(other);
    const auto& message = reading.items.at(0).message;

    CHECK_FALSE(message.calendar->reminder_minutes);
    CHECK_FALSE(message.calendar->reminder_time);
    CHECK(kept(message, "ScheduleRing") == "T");
    CHECK(kept(message, "ScheduleAlarmAmount") == "15");
    CHECK(kept(message, "ScheduleAlarmTypeUnit") == "0");
    CHECK(message.provenance.state == model::State::Intact);
  }
}

TEST_CASE("an alarm at or behind the dates of all other objects rings, whatever its own dates") {
  for (const std::string other : {"", "SingleAppointments:\n{\nStart: 5-6-1998 08:45\n}\n",
                                  "SingleTasks:\n{\nText: \"b\"\n}\n"}) {
    const auto reading = alarm_among(other);

    CHECK(reading.items.at(0).message.calendar->reminder_minutes == 15);
    CHECK(kept(reading.items.at(0).message, "ScheduleRing") == "T");
  }
}

TEST_CASE("of two objects with the newest date each is past for the other's alarm") {
  const std::string alarm =
      "SingleAppointments:\n{\nStart: 5-6-1998 09:00\nAlarmAmount: 1\nAlarmTypeUnit: 0\n}\n";
  const auto reading = items_of(alarm + alarm);

  CHECK_FALSE(reading.items.at(0).message.calendar->reminder_minutes);
  CHECK_FALSE(reading.items.at(1).message.calendar->reminder_minutes);
}

TEST_CASE("Q201506 an alarm of 20 with unit 1 is 20 hours") {
  const std::string series =
      "StartRecurringDate: 5-6-1998\nStartRecurringTime: 09:00\nEndRecurringTime: 10:00\n"
      "RecurringType: 64\nDayInterval: 1\n";
  const auto message =
      item_of("RecurringAppointments", series + "Ring: T\nAlarmAmount: 20\nAlarmTypeUnit: 1\n");
  const auto silent =
      item_of("RecurringAppointments", series + "Ring: F\nAlarmAmount: 20\nAlarmTypeUnit: 1\n");
  const auto at_end = item_of("RecurringAppointments",
                              series + "AlarmAmount: 90\nAlarmTypeUnit: 0\nBeforeEnd: T\n");

  CHECK(message.calendar->reminder_minutes == 20 * 60);
  CHECK_FALSE(silent.calendar->reminder_minutes);
  CHECK(at_end.calendar->reminder_minutes == 30);
}

TEST_CASE("Q184746 names in the notes are text, and nobody is invited") {
  const auto message = item_of("SingleAppointments",
                               "Start: 5-6-1997 09:00\nEnd: 5-6-1997 10:00\nText: \"Plan\"\nNotes: "
                               "\"Ann Ash; Bo Birch; Cy Cedar\"\n");

  CHECK(message.recipients.empty());
  CHECK(body_of(message) == "Plan\r\n\r\nAnn Ash; Bo Birch; Cy Cedar");
}

TEST_CASE("Q273356 attendees in objects of their own are recipients of unknown kind") {
  const auto message = item_of(
      "SingleAppointments",
      "Start: 5-6-1997 09:00\nEnd: 5-6-1997 10:00\nAttendees:\n{\nUserDisplay:\n\"Ann "
      "Ash\"\nUserSearchKey: \"NOTES/3AANN/20ASH/00\"\nIsUserDistributionList: F\nUserWell: 2\n"
      "AttendeeStatus: 3\n}\nAttendees:\n{\nUserDisplay: \"Bo\"\nUserSearchKey: \"A/3\"\n}\n");

  REQUIRE(message.recipients.size() == 2);
  CHECK(message.recipients[0].kind == model::RecipientKind::Unknown);
  CHECK(message.recipients[0].address ==
        model::Address{.name = "Ann Ash", .type = "NOTES", .address = "ANN ASH", .smtp = {}});
  CHECK(message.recipients[1].address.address.empty());
  CHECK(kept(message, "ScheduleAttendees").find("; UserWell=2; AttendeeStatus=3") !=
        std::string::npos);
  REQUIRE(message.provenance.missing.size() == 1);
  CHECK(message.provenance.missing[0].what == "attendee 2: UserSearchKey");
}

}  // namespace
