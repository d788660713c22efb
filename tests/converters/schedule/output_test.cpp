// What the items become as mail.
#include <catch2/catch.hpp>

#include "converters/mime/model_to_mime.h"
#include "tests/converters/schedule/typed_items.h"

using namespace test::schedule;  // NOLINT(google-build-using-namespace): helpers of these tests

namespace {

/// The mail, its folded lines joined.
std::string mail_of(const model::Message& message) {
  std::string mail;
  const auto done = mime::write_entity(convert::mime::to_entity(message, {}, {}), "seed",
                                       [&mail](std::string_view piece) -> bytes::Result<void> {
                                         mail += piece;
                                         return {};
                                       });
  REQUIRE(done);
  for (std::size_t at = mail.find("\r\n "); at != std::string::npos; at = mail.find("\r\n ")) {
    mail.erase(at, 3);
  }
  return mail;
}

bool has_line(const std::string& mail, const std::string& line) {
  return mail.find("\r\n" + line + "\r\n") != std::string::npos;
}

TEST_CASE("an appointment is a VEVENT in floating time") {
  const auto mail = mail_of(item_of("SingleAppointments",
                                    "Start: 5-6-1997 09:00\nEnd: 5-6-1997 10:30\nText: "
                                    "\"Plan\"\nWhere: \"Room 5\"\nBusyType: 1\n"));

  CHECK(has_line(mail, "BEGIN:VEVENT"));
  CHECK(has_line(mail, "DTSTART:19970506T090000"));
  CHECK(has_line(mail, "DTEND:19970506T103000"));
  CHECK(has_line(mail, "SUMMARY:Plan"));
  CHECK(has_line(mail, "LOCATION:Room 5"));
  CHECK(has_line(mail, "Subject: Plan"));
  CHECK(mail.find("VALARM") == std::string::npos);
}

TEST_CASE("an event is a VEVENT of dates, and a birthday a yearly rule") {
  const auto mail = mail_of(item_of("RecurringEvents",
                                    "Text: \"Ann\"\nStartRecurringDate: 3-4-1997\nRecurringType: "
                                    "7\nYearInterval: 1\nDayOfMonthMask: 8\nMonthOfYearMask: 4\n"));

  CHECK(has_line(mail, "DTSTART;VALUE=DATE:19970304"));
  CHECK(has_line(mail, "DTEND;VALUE=DATE:19970305"));
  CHECK(has_line(mail, "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=4"));
}

TEST_CASE("a weekly series has its rule, its end, its exceptions and its changed instance") {
  const auto mail = mail_of(item_of(
      "RecurringAppointments",
      "Text: \"Meeting\"\nStartRecurringDate: 5-6-1997\nStartRecurringTime: "
      "09:00\nEndRecurringTime: 10:00\nRecurringType: 48\nWeekInterval: 1\nDayOfWeekMask: "
      "4\nDayOfWeekStart: 1\nEndRecurringDate: 6-24-1997\nExceptions:\n{\nInstanceDate: "
      "5-13-1997\nDeleted: T\n}\nExceptions:\n{\nInstanceDate: 5-20-1997\nDeleted: F\nStart: "
      "5-21-1997 14:00\nEnd: 5-21-1997 15:00\nBusyType: 0\n}\n"));

  CHECK(has_line(mail, "RRULE:FREQ=WEEKLY;UNTIL=19970624T090000;BYDAY=TU;WKST=MO"));
  CHECK(has_line(mail, "EXDATE:19970513T090000"));
  CHECK(has_line(mail, "RECURRENCE-ID:19970520T090000"));
  CHECK(has_line(mail, "DTSTART:19970521T140000"));
  CHECK(has_line(mail, "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE"));
  CHECK(mail.find("EXDATE:19970520") == std::string::npos);
}

TEST_CASE("an alarm of a series without end is a VALARM of the right distance") {
  const auto mail = mail_of(item_of(
      "RecurringAppointments",
      "StartRecurringDate: 5-6-1997\nStartRecurringTime: 09:00\nEndRecurringTime: "
      "10:00\nRecurringType: 64\nDayInterval: 1\nRing: T\nAlarmAmount: 20\nAlarmTypeUnit: 1\n"));

  CHECK(has_line(mail, "TRIGGER:-PT1200M"));
}

TEST_CASE("a task is a VTODO and a contact a vCard") {
  const auto task = mail_of(
      item_of("SingleTasks",
              "StartDate: 5-6-1997\nEndDate: 5-9-1997\nPercentCompleted: 40\nText: \"Write\"\n"));
  CHECK(has_line(task, "BEGIN:VTODO"));
  CHECK(has_line(task, "DTSTART;VALUE=DATE:19970506"));
  CHECK(has_line(task, "DUE;VALUE=DATE:19970509"));
  CHECK(has_line(task, "PERCENT-COMPLETE:40"));
  CHECK(has_line(task, "STATUS:IN-PROCESS"));

  const auto contact =
      mail_of(item_of("Contacts", "LastName: \"Ash\"\nFirstName: \"Ann\"\nPhoneMobile: \"2\"\n"));
  CHECK(has_line(contact, "N:Ash;Ann;;;"));
  CHECK(has_line(contact, "FN:Ann Ash"));
  CHECK(has_line(contact, "TEL;TYPE=CELL:2"));
}

}  // namespace
