#include "formats/mime/icalendar.h"

#include <catch2/catch.hpp>
#include <string>

#include "formats/text/calendar_date.h"

namespace {

std::int64_t at(std::int32_t year, std::int32_t month, std::int32_t day, std::int32_t hour = 0,
                std::int32_t minute = 0) {
  return text::to_ticks({.year = year, .month = month, .day = day, .hour = hour, .minute = minute})
      .value();
}

std::string wrapped(const std::string& component) {
  return "BEGIN:VCALENDAR\r\nPRODID:-//Restante//Restante//EN\r\nVERSION:2.0\r\n" + component +
         "END:VCALENDAR\r\n";
}

}  // namespace

TEST_CASE("an event is written with all that RFC 5545 has a name for") {
  mime::Calendar calendar;
  calendar.method = "REQUEST";
  mime::CalendarComponent& event = calendar.component;
  event.uid = "u1";
  event.stamp = {{at(1999, 1, 2, 3, 4), mime::CalendarTimeForm::Utc}};
  event.start = {{at(1999, 1, 5, 9, 30), mime::CalendarTimeForm::Utc}};
  event.end = {{at(1999, 1, 5, 10, 0), mime::CalendarTimeForm::Floating}};
  event.summary = "Budget, again";
  event.location = "Room 5";
  event.description = "Bring\r\nnumbers";
  event.organizer = {{.uri = "mailto:a@x.example", .name = "Ann"}};
  event.attendees = {{.uri = "mailto:b@x.example",
                      .name = "Bob",
                      .role = "REQ-PARTICIPANT",
                      .participation = "ACCEPTED"}};
  event.status = "CONFIRMED";
  event.transparency = "OPAQUE";
  event.classification = "PRIVATE";
  event.priority = 1;
  event.categories = {"Work", "Q1"};
  event.extensions = {{.name = "X-MICROSOFT-CDO-BUSYSTATUS", .value = "BUSY"}};
  event.alarm = {{.minutes_before = 15}};

  CHECK(mime::write_calendar(calendar) ==
        "BEGIN:VCALENDAR\r\n"
        "PRODID:-//Restante//Restante//EN\r\n"
        "VERSION:2.0\r\n"
        "METHOD:REQUEST\r\n"
        "BEGIN:VEVENT\r\n"
        "UID:u1\r\n"
        "DTSTAMP:19990102T030400Z\r\n"
        "DTSTART:19990105T093000Z\r\n"
        "DTEND:19990105T100000\r\n"
        "SUMMARY:Budget\\, again\r\n"
        "LOCATION:Room 5\r\n"
        "DESCRIPTION:Bring\\nnumbers\r\n"
        "ORGANIZER;CN=Ann:mailto:a@x.example\r\n"
        "ATTENDEE;CN=Bob;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:b@x.example\r\n"
        "STATUS:CONFIRMED\r\n"
        "TRANSP:OPAQUE\r\n"
        "CLASS:PRIVATE\r\n"
        "PRIORITY:1\r\n"
        "CATEGORIES:Work,Q1\r\n"
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\n"
        "BEGIN:VALARM\r\n"
        "ACTION:DISPLAY\r\n"
        "DESCRIPTION:Reminder\r\n"
        "TRIGGER:-PT15M\r\n"
        "END:VALARM\r\n"
        "END:VEVENT\r\n"
        "END:VCALENDAR\r\n");
}

TEST_CASE("a series stands in its zone, with the zone's two changes") {
  mime::Calendar calendar;
  calendar.zone = mime::CalendarZone{
      .id = "Eastern",
      .standard = {.onset = at(1970, 11, 1, 2, 0),
                   .offset_from = -240,
                   .offset_to = -300,
                   .rule = {{.frequency = "YEARLY", .by_month = {11}, .by_day = {"1SU"}}}},
      .daylight = mime::ZoneObservance{
          .onset = at(1970, 3, 8, 2, 0), .offset_from = -300, .offset_to = -240}};
  mime::CalendarComponent& event = calendar.component;
  event.uid = "u2";
  event.start = {{at(2000, 1, 3, 9, 0), mime::CalendarTimeForm::Zoned}};
  event.rule = {{.frequency = "WEEKLY",
                 .interval = 2,
                 .by_day = {"MO", "WE"},
                 .week_start = "SU",
                 .until = {{at(2000, 6, 26, 13, 0), mime::CalendarTimeForm::Utc}}}};
  event.exceptions = {{at(2000, 1, 5, 9, 0), mime::CalendarTimeForm::Zoned}};

  CHECK(mime::write_calendar(calendar) ==
        wrapped("BEGIN:VTIMEZONE\r\n"
                "TZID:Eastern\r\n"
                "BEGIN:STANDARD\r\n"
                "DTSTART:19701101T020000\r\n"
                "TZOFFSETFROM:-0400\r\n"
                "TZOFFSETTO:-0500\r\n"
                "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\r\n"
                "END:STANDARD\r\n"
                "BEGIN:DAYLIGHT\r\n"
                "DTSTART:19700308T020000\r\n"
                "TZOFFSETFROM:-0500\r\n"
                "TZOFFSETTO:-0400\r\n"
                "END:DAYLIGHT\r\n"
                "END:VTIMEZONE\r\n"
                "BEGIN:VEVENT\r\n"
                "UID:u2\r\n"
                "DTSTART;TZID=Eastern:20000103T090000\r\n"
                "RRULE:FREQ=WEEKLY;UNTIL=20000626T130000Z;INTERVAL=2;BYDAY=MO,WE;WKST=SU\r\n"
                "EXDATE;TZID=Eastern:20000105T090000\r\n"
                "END:VEVENT\r\n"));
}

TEST_CASE("a task has a due date and says how far it has come") {
  mime::Calendar calendar;
  mime::CalendarComponent& todo = calendar.component;
  todo.kind = mime::ComponentKind::Todo;
  todo.uid = "u3";
  todo.start = {{at(1998, 5, 1), mime::CalendarTimeForm::Date}};
  todo.end = {{at(1998, 5, 8), mime::CalendarTimeForm::Date}};
  todo.completed = {{at(1998, 5, 7, 12, 0), mime::CalendarTimeForm::Utc}};
  todo.status = "COMPLETED";
  todo.percent_complete = 100;

  CHECK(mime::write_calendar(calendar) == wrapped("BEGIN:VTODO\r\n"
                                                  "UID:u3\r\n"
                                                  "DTSTART;VALUE=DATE:19980501\r\n"
                                                  "DUE;VALUE=DATE:19980508\r\n"
                                                  "COMPLETED:19980507T120000Z\r\n"
                                                  "STATUS:COMPLETED\r\n"
                                                  "PERCENT-COMPLETE:100\r\n"
                                                  "END:VTODO\r\n"));
}

TEST_CASE("a journal entry has no end") {
  mime::Calendar calendar;
  calendar.component.kind = mime::ComponentKind::Journal;
  calendar.component.uid = "u4";
  calendar.component.start = {{at(1998, 5, 1, 8, 0), mime::CalendarTimeForm::Floating}};
  calendar.component.end = {{at(1998, 5, 1, 9, 0), mime::CalendarTimeForm::Floating}};

  CHECK(mime::write_calendar(calendar) == wrapped("BEGIN:VJOURNAL\r\n"
                                                  "UID:u4\r\n"
                                                  "DTSTART:19980501T080000\r\n"
                                                  "END:VJOURNAL\r\n"));
}

TEST_CASE("a count rules out an until") {
  mime::Calendar calendar;
  calendar.component.uid = "u5";
  calendar.component.rule = {{.frequency = "DAILY",
                              .count = 3,
                              .until = {{at(2000, 1, 1), mime::CalendarTimeForm::Date}}}};

  CHECK(mime::write_calendar(calendar) ==
        wrapped("BEGIN:VEVENT\r\nUID:u5\r\nRRULE:FREQ=DAILY;COUNT=3\r\nEND:VEVENT\r\n"));
}
