#include <catch2/catch.hpp>

#include "tests/converters/mime/mail.h"

using model::RecipientKind;
using test::mail;
using test::read_back;
using test::shape;
using test::ticks;

namespace {

model::Message appointment() {
  model::Message message = mail();
  message.message_class = "IPM.Appointment";
  message.calendar = model::CalendarItem{};
  message.calendar->start = model::Instant{ticks(2000, 1, 3, 14)};
  message.calendar->end = model::Instant{ticks(2000, 1, 3, 15)};
  message.calendar->uid = "040000008200E00074C5B7101A82E008";
  return message;
}

/// The eastern United States as of the year 2000.
model::ZoneRule eastern_zone() {
  return {.bias = 300,
          .daylight =
              model::DaylightRule{.bias = 240,
                                  .begins = {.month = 4, .weekday = 0, .nth = 1, .minute = 120},
                                  .ends = {.month = 10, .weekday = 0, .nth = -1, .minute = 120}}};
}

model::Recurrence series(model::Frequency frequency, std::uint32_t count) {
  model::Recurrence result;
  result.frequency = frequency;
  result.count = count;
  return result;
}

std::string calendar_of(const model::Message& message) {
  const test::Part part = read_back(message);
  REQUIRE(part.parts.size() >= 2);
  REQUIRE(part.parts.back().type == "text/calendar");
  return part.parts.back().content;
}

/// Folded lines count as one.
bool has_line(std::string calendar, const std::string& line) {
  for (std::size_t at = calendar.find("\r\n "); at != std::string::npos;
       at = calendar.find("\r\n ")) {
    calendar.erase(at, 3);
  }
  return calendar.find("\r\n" + line + "\r\n") != std::string::npos;
}

}  // namespace

TEST_CASE("an appointment is a calendar object beside its text") {
  model::Message message = appointment();
  message.calendar->location = "Room 5";
  message.calendar->reminder_minutes = 15;
  message.modified = model::Instant{ticks(1999, 12, 1)};

  const test::Part part = read_back(message);
  const std::string calendar = part.parts[1].content;

  CHECK(shape(part) == "multipart/alternative(text/plain,text/calendar)");
  CHECK(part.parts[1].type_parameters.count("method") == 0);
  CHECK(has_line(calendar, "UID:040000008200E00074C5B7101A82E008"));
  CHECK(has_line(calendar, "DTSTAMP:19991201T000000Z"));
  CHECK(has_line(calendar, "DTSTART:20000103T140000Z"));
  CHECK(has_line(calendar, "DTEND:20000103T150000Z"));
  CHECK(has_line(calendar, "SUMMARY:Lunch"));
  CHECK(has_line(calendar, "LOCATION:Room 5"));
  CHECK(has_line(calendar, "DESCRIPTION:Hello\\n"));
  CHECK(has_line(calendar, "TRANSP:OPAQUE"));
  CHECK(has_line(calendar, "X-MICROSOFT-CDO-BUSYSTATUS:BUSY"));
  CHECK(has_line(calendar, "TRIGGER:-PT15M"));
  CHECK(calendar.find("ORGANIZER") == std::string::npos);
}

TEST_CASE("a meeting request names organizer, attendees and their answers") {
  model::Message message = appointment();
  message.calendar->method = model::MeetingMethod::Request;
  message.recipients = {test::recipient(RecipientKind::To, test::smtp("Bob", "bob@x.example")),
                        test::recipient(RecipientKind::Cc, test::smtp("Eve", "eve@x.example")),
                        test::recipient(RecipientKind::To, test::smtp("Ann", "ann@example.org"))};
  message.recipients[0].properties.add(
      {.id = 0x5FFF, .type = model::PropertyType::Integer32, .name = {}, .value = std::int32_t{3}});
  message.recipients[2].properties.add(
      {.id = 0x5FFD, .type = model::PropertyType::Integer32, .name = {}, .value = std::int32_t{3}});

  const test::Part part = read_back(message);
  const std::string calendar = part.parts[1].content;

  CHECK(part.parts[1].type_parameters.at("method") == "REQUEST");
  CHECK(has_line(calendar, "METHOD:REQUEST"));
  CHECK(has_line(calendar, "ORGANIZER;CN=Ann:mailto:ann@example.org"));
  CHECK(has_line(calendar,
                 "ATTENDEE;CN=Bob;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:bob@x.example"));
  CHECK(has_line(calendar, "ATTENDEE;CN=Eve;ROLE=OPT-PARTICIPANT:mailto:eve@x.example"));
  CHECK(calendar.find("ATTENDEE;CN=Ann") == std::string::npos);
}

TEST_CASE("a meeting response is the reply of one attendee") {
  model::Message message = appointment();
  message.calendar->method = model::MeetingMethod::Response;
  message.calendar->response = model::MeetingResponse::Declined;
  message.recipients = {test::recipient(RecipientKind::To, test::smtp("Bob", "bob@x.example"))};

  const std::string calendar = calendar_of(message);

  CHECK(has_line(calendar, "METHOD:REPLY"));
  CHECK(has_line(calendar, "ORGANIZER;CN=Bob:mailto:bob@x.example"));
  CHECK(has_line(calendar, "ATTENDEE;CN=Ann;PARTSTAT=DECLINED:mailto:ann@example.org"));
}

TEST_CASE("a cancelled meeting says so") {
  model::Message message = appointment();
  message.calendar->method = model::MeetingMethod::Cancellation;

  const std::string calendar = calendar_of(message);

  CHECK(has_line(calendar, "METHOD:CANCEL"));
  CHECK(has_line(calendar, "STATUS:CANCELLED"));
}

TEST_CASE("a wall clock floats") {
  model::Message message = appointment();
  message.calendar->start = model::WallClock{ticks(1995, 1, 3, 9)};
  message.calendar->end = model::WallClock{ticks(1995, 1, 3, 10)};

  const std::string calendar = calendar_of(message);

  CHECK(has_line(calendar, "DTSTART:19950103T090000"));
  CHECK(has_line(calendar, "DTEND:19950103T100000"));
}

TEST_CASE("whole days are dates when the zone shows which days, and are not guessed when not") {
  model::Message message = appointment();
  message.calendar->all_day = true;
  message.calendar->start = model::Instant{ticks(2000, 7, 3, 4)};
  message.calendar->end = model::Instant{ticks(2000, 7, 4, 4)};
  CHECK(has_line(calendar_of(message), "DTSTART:20000703T040000Z"));
  CHECK(has_line(calendar_of(message), "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"));

  message.calendar->zone_rule = eastern_zone();
  CHECK(has_line(calendar_of(message), "DTSTART;VALUE=DATE:20000703"));
  CHECK(has_line(calendar_of(message), "DTEND;VALUE=DATE:20000704"));
}

TEST_CASE("a series stands in the zone of its store, summer and winter") {
  model::Message message = appointment();
  message.calendar->zone_rule = eastern_zone();
  message.calendar->zone_name = "(GMT-05:00) Eastern Time";
  message.calendar->recurrence = model::Recurrence{};
  model::Recurrence& series = *message.calendar->recurrence;
  series.frequency = model::Frequency::Weekly;
  series.weekdays = 2;
  series.until = model::WallClock{ticks(2000, 6, 26)};
  series.deleted = {{ticks(2000, 1, 10)}, {ticks(2000, 1, 17)}};
  series.modified = {{ticks(2000, 1, 18)}};

  const std::string calendar = calendar_of(message);

  CHECK(has_line(calendar, "TZID:(GMT-05:00) Eastern Time"));
  CHECK(calendar.find("BEGIN:STANDARD\r\nDTSTART:19701025T020000\r\nTZOFFSETFROM:-0400\r\n"
                      "TZOFFSETTO:-0500\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n") !=
        std::string::npos);
  CHECK(calendar.find("BEGIN:DAYLIGHT\r\nDTSTART:19700405T020000\r\nTZOFFSETFROM:-0500\r\n"
                      "TZOFFSETTO:-0400\r\nRRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU\r\n") !=
        std::string::npos);
  CHECK(has_line(calendar, "DTSTART;TZID=\"(GMT-05:00) Eastern Time\":20000103T090000"));
  // The last day lies in summer: nine o'clock there is 13:00 UTC, not 14:00.
  CHECK(has_line(calendar, "RRULE:FREQ=WEEKLY;UNTIL=20000626T130000Z;BYDAY=MO;WKST=SU"));
  CHECK(has_line(calendar, "EXDATE;TZID=\"(GMT-05:00) Eastern Time\":20000110T090000"));
  CHECK(has_line(calendar, "EXDATE;TZID=\"(GMT-05:00) Eastern Time\":20000117T090000"));
  CHECK(has_line(calendar, "X-RESTANTE-MODIFIED:2000-01-18"));
}

namespace {

/// As Outlook attaches it: without what is as in the series.
model::Attachment changed_instance(model::Timestamp replaces, model::Timestamp start) {
  const model::PropertyName replace_time = {.set = {.bytes = {std::byte{2},
                                                              std::byte{0x20},
                                                              std::byte{6},
                                                              {},
                                                              {},
                                                              {},
                                                              {},
                                                              {},
                                                              std::byte{0xC0},
                                                              {},
                                                              {},
                                                              {},
                                                              {},
                                                              {},
                                                              {},
                                                              std::byte{0x46}}},
                                            .id = std::uint32_t{0x8228}};
  model::Message instance;
  instance.message_class = "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}";
  instance.calendar = model::CalendarItem{};
  instance.calendar->start = start;
  instance.calendar->end = start;
  instance.properties.add(
      {.id = 0x8001,
       .type = model::PropertyType::Time,
       .name = replace_time,
       .value = model::FileTime{text::ticks_to_filetime(model::ticks_of(replaces))}});
  model::Attachment attachment;
  attachment.kind = model::AttachmentKind::Embedded;
  attachment.message = std::make_shared<model::Message>(std::move(instance));
  return attachment;
}

model::Message weekly_series() {
  model::Message message = appointment();
  message.calendar->zone_rule = eastern_zone();
  message.calendar->zone_name = "East";
  message.calendar->location = "Room 5";
  message.calendar->recurrence = series(model::Frequency::Weekly, 10);
  message.calendar->recurrence->weekdays = 2;
  message.calendar->recurrence->deleted = {{ticks(2000, 1, 10)}, {ticks(2000, 1, 17)}};
  message.calendar->recurrence->modified = {{ticks(2000, 1, 17)}};
  return message;
}

}  // namespace

TEST_CASE("a changed instance of a series is a component that says which one it was") {
  model::Message message = weekly_series();
  message.attachments.push_back(changed_instance(model::Instant{ticks(2000, 1, 17, 14)},
                                                 model::Instant{ticks(2000, 1, 18, 16)}));
  message.attachments[0].message->calendar->location = "Room 6";

  const test::Part part = read_back(message);
  const std::string calendar = part.parts[0].parts[1].content;
  const std::size_t second = calendar.find("BEGIN:VEVENT", calendar.find("END:VEVENT"));
  REQUIRE(second != std::string::npos);
  const std::string whole = calendar.substr(0, second);
  const std::string instance = "\r\n" + calendar.substr(second);

  CHECK(has_line(whole, "EXDATE;TZID=East:20000110T090000"));
  CHECK_FALSE(has_line(whole, "EXDATE;TZID=East:20000117T090000"));
  CHECK(has_line(whole, "LOCATION:Room 5"));
  CHECK(has_line(instance, "UID:040000008200E00074C5B7101A82E008"));
  CHECK(has_line(instance, "RECURRENCE-ID;TZID=East:20000117T090000"));
  CHECK(has_line(instance, "DTSTART:20000118T160000Z"));
  CHECK(has_line(instance, "SUMMARY:Lunch"));
  CHECK(has_line(instance, "DESCRIPTION:Hello\\n"));
  CHECK(has_line(instance, "LOCATION:Room 6"));
  CHECK(instance.find("RRULE") == std::string::npos);
}

TEST_CASE("a changed instance of which nobody knows what it replaces stays an exception") {
  model::Message elsewhere = weekly_series();
  elsewhere.attachments.push_back(changed_instance(model::Instant{ticks(2000, 1, 19, 14)},
                                                   model::Instant{ticks(2000, 1, 18, 16)}));
  model::Message silent = weekly_series();
  silent.attachments.push_back(changed_instance(model::Instant{ticks(2000, 1, 17, 14)},
                                                model::Instant{ticks(2000, 1, 18, 16)}));
  silent.attachments[0].message->properties = {};
  model::Message nowhere = weekly_series();
  nowhere.calendar->zone_rule.reset();
  nowhere.attachments.push_back(changed_instance(model::Instant{ticks(2000, 1, 17, 14)},
                                                 model::Instant{ticks(2000, 1, 18, 16)}));

  for (const model::Message* message : {&elsewhere, &silent, &nowhere}) {
    const std::string calendar = read_back(*message).parts[0].parts[1].content;
    CHECK(calendar.find("RECURRENCE-ID") == std::string::npos);
    CHECK(has_line(calendar, "X-RESTANTE-MODIFIED:2000-01-17"));
  }
}

TEST_CASE("a zone known by its bias alone is a fixed distance from UTC") {
  model::Message message = appointment();
  message.calendar->zone_rule = model::ZoneRule{.bias = -330, .daylight = std::nullopt};
  message.calendar->recurrence = series(model::Frequency::Daily, 3);

  const std::string calendar = calendar_of(message);

  CHECK(calendar.find("TZID:UTC+0530\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
                      "TZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\n") != std::string::npos);
  CHECK(has_line(calendar, "DTSTART;TZID=UTC+0530:20000103T193000"));
  CHECK(has_line(calendar, "RRULE:FREQ=DAILY;COUNT=3"));
}

TEST_CASE("numbers that make no rule and no zone are told in words, not in a broken rule") {
  model::Message message = appointment();
  message.calendar->zone_name = "Moon";
  message.calendar->zone_rule = model::ZoneRule{.bias = 5000, .daylight = std::nullopt};
  model::Recurrence broken = series(model::Frequency::MonthlyNth, 3);
  broken.nth = 2;
  std::vector<model::Recurrence> rules = {broken};
  broken.weekdays = 2;
  broken.nth = 6;
  rules.push_back(broken);
  rules.push_back(series(model::Frequency::Daily, 0));
  rules.push_back(series(model::Frequency::Monthly, 1));
  rules.push_back(series(model::Frequency::Yearly, 1));
  rules.back().day_of_month = 1;
  rules.push_back(series(model::Frequency::Daily, 1));
  rules.back().count.reset();
  rules.back().until = model::WallClock{INT64_MAX};
  for (const model::Recurrence& rule : rules) {
    message.calendar->recurrence = rule;
    message.calendar->recurrence->deleted = {{ticks(2000, 1, 10)}};

    const std::string calendar = calendar_of(message);

    CHECK(calendar.find("RRULE") == std::string::npos);
    CHECK(calendar.find("EXDATE") == std::string::npos);
    CHECK(calendar.find("\r\nX-RESTANTE-RECURRENCE:") != std::string::npos);
    CHECK(has_line(calendar, "X-RESTANTE-DELETED:2000-01-10"));
    CHECK(has_line(calendar, "X-RESTANTE-ZONE:Moon"));
  }
}

TEST_CASE("times iCalendar has no year for stand beside it, and overflow nothing") {
  for (const std::int64_t extreme : {INT64_MIN, INT64_MAX}) {
    model::Message message = appointment();
    message.calendar->zone_rule = eastern_zone();
    message.calendar->all_day = true;
    message.calendar->recurrence = series(model::Frequency::Daily, 3);
    message.calendar->recurrence->deleted = {{extreme}};
    message.calendar->start = model::Instant{extreme};
    message.calendar->end = model::Instant{extreme};
    message.calendar->reminder_time = model::Instant{extreme};
    message.modified = model::Instant{extreme};

    const std::string calendar = calendar_of(message);

    CHECK(calendar.find("DTSTART") == std::string::npos);
    CHECK(calendar.find("DTEND") == std::string::npos);
    CHECK(calendar.find("RRULE") == std::string::npos);
    CHECK(has_line(calendar, "DTSTAMP:19990314T091500Z"));
    CHECK(calendar.find("\r\nX-RESTANTE-START:") != std::string::npos);
    CHECK(calendar.find("\r\nX-RESTANTE-END:") != std::string::npos);
    CHECK(calendar.find("\r\nX-RESTANTE-REMINDER:") != std::string::npos);
  }
}

TEST_CASE(
    "an appointment that begins at no known time is something to do, without invented dates") {
  model::Message message = mail();
  message.calendar = model::CalendarItem{};
  message.calendar->reminder_minutes = INT64_MIN;
  message.sent.reset();

  const std::string calendar = calendar_of(message);

  CHECK(has_line(calendar, "BEGIN:VTODO"));
  CHECK(has_line(calendar, "X-RESTANTE-KIND:appointment"));
  CHECK(calendar.find("DT") == std::string::npos);
  CHECK(calendar.find("TRANSP") == std::string::npos);
  CHECK(calendar.find("VALARM") == std::string::npos);

  message.calendar->end = model::Instant{ticks(2000, 1, 3, 15)};
  CHECK(has_line(calendar_of(message), "DUE:20000103T150000Z"));
  CHECK(has_line(calendar_of(message), "TRIGGER;RELATED=END:PT9223372036854775808M"));
}

TEST_CASE("days that short months lack fall on the month's last day") {
  model::Message message = appointment();
  message.calendar->recurrence = series(model::Frequency::Monthly, 3);
  message.calendar->recurrence->day_of_month = 30;

  CHECK(
      has_line(calendar_of(message), "RRULE:FREQ=MONTHLY;COUNT=3;BYMONTHDAY=28,29,30;BYSETPOS=-1"));

  message.calendar->recurrence->day_of_month = -1;
  CHECK(has_line(calendar_of(message), "RRULE:FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-1"));
}

TEST_CASE("the nth weekday of a month is said as iCalendar says it") {
  model::Message message = appointment();
  message.calendar->recurrence = series(model::Frequency::YearlyNth, 2);
  message.calendar->recurrence->weekdays = 0x3E;
  message.calendar->recurrence->month = 11;
  message.calendar->recurrence->nth = -1;
  CHECK(has_line(calendar_of(message),
                 "RRULE:FREQ=YEARLY;COUNT=2;BYMONTH=11;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"));

  message.calendar->recurrence = series(model::Frequency::MonthlyNth, 9);
  message.calendar->recurrence->interval = 2;
  message.calendar->recurrence->weekdays = 4;
  message.calendar->recurrence->nth = 2;
  CHECK(has_line(calendar_of(message), "RRULE:FREQ=MONTHLY;COUNT=9;INTERVAL=2;BYDAY=2TU"));
}

TEST_CASE("a task has dates, a state and a due reminder") {
  model::Message message = appointment();
  message.message_class = "IPM.Task";
  message.calendar = model::CalendarItem{};
  model::CalendarItem& task = *message.calendar;
  task.kind = model::CalendarKind::Task;
  task.end = model::Instant{ticks(1998, 5, 8)};
  task.task_status = model::TaskStatus::Waiting;
  task.percent_complete = 0.25;
  task.owner = "Ann";
  task.reminder_minutes = 0;

  const std::string calendar = calendar_of(message);

  CHECK(has_line(calendar, "BEGIN:VTODO"));
  CHECK(has_line(calendar, "DUE;VALUE=DATE:19980508"));
  CHECK(has_line(calendar, "STATUS:NEEDS-ACTION"));
  CHECK(has_line(calendar, "X-RESTANTE-TASK-STATUS:WAITING"));
  CHECK(has_line(calendar, "PERCENT-COMPLETE:25"));
  CHECK(has_line(calendar, "X-RESTANTE-OWNER:Ann"));
  CHECK(has_line(calendar, "TRIGGER;RELATED=END:PT0M"));
}

TEST_CASE("an item whose text is HTML gets no summary before it") {
  model::Message message = appointment();
  message.bodies.text = test::body("\r\n");
  message.bodies.html = test::body("<p>Bring cake</p>");

  const test::Part part = read_back(message);

  CHECK(shape(part) == "multipart/alternative(text/html,text/calendar)");
  CHECK(part.field("X-Restante-Synthetic") == "(none)");
}

TEST_CASE("an item whose text is HTML is described by what the HTML says") {
  model::Message message = appointment();
  message.bodies = {};
  message.bodies.html = test::body("<p>Bring <b>cr\xEApes</b></p><p>&amp; tea</p>", 1252);
  CHECK(has_line(calendar_of(message), "DESCRIPTION:Bring crêpes\\n& tea\\n"));

  message.bodies = {};
  message.bodies.rtf = test::body(
      R"({\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}Bring cake{\*\htmltag72 </p>}})");
  CHECK(has_line(calendar_of(message), "DESCRIPTION:Bring cake\\n"));

  message.bodies = {};
  message.bodies.html = test::body("<p> </p>");
  CHECK(calendar_of(message).find("DESCRIPTION") == std::string::npos);
}

TEST_CASE("a journal entry without a text gets a summary") {
  model::Message message = appointment();
  message.bodies = {};
  message.calendar->kind = model::CalendarKind::Journal;
  message.calendar->journal_type = "Phone call";

  const test::Part part = read_back(message);

  CHECK(part.parts[0].content ==
        "Subject: Lunch\r\nStart: 2000-01-03T14:00:00Z\r\nEnd: 2000-01-03T15:00:00Z\r\n"
        "Type: Phone call\r\n");
  CHECK(has_line(part.parts[1].content, "BEGIN:VJOURNAL"));
  CHECK(has_line(part.parts[1].content, "X-RESTANTE-JOURNAL-TYPE:Phone call"));
  CHECK(has_line(part.parts[1].content, "X-RESTANTE-END:2000-01-03T15:00:00Z"));
}
