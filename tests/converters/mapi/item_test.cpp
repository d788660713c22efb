// Contacts, lists, appointments, tasks and journal entries.
#include <catch2/catch.hpp>

#include "converters/mapi/mapi_to_model.h"
#include "formats/text/calendar_date.h"
#include "tests/converters/mapi/bag_builder.h"
#include "tests/formats/mapi/hex.h"
#include "tests/support/model_equal.h"

namespace item_test {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace mapi;
using convert::mapi::fill_message;
using model::Instant;
using model::Timestamp;
using model::WallClock;
using test::Bag;
using test::from_hex;

namespace {

const std::string kOneOff = "00000000 812B1FA4BEA310199D6E00DD010F5402 0000 0110 ";
// [MS-OXOCAL] 4.1.1.1, up to DeletedInstanceCount, and what follows without exceptions.
const std::string kRuleTail =
    "00000000 00000000 8020BC0C 20ADBC0C 06300000 09300000 58020000 76020000 0000 00000000 "
    "00000000";
const std::string kHead = "0430 0430 ";

model::Message filled(std::string message_class, Bag bag) {
  model::Message message;
  message.properties = bag.text(PidTagMessageClass, std::move(message_class));
  fill_message(message, {});
  return message;
}

std::int64_t at(std::int32_t year, std::int32_t month, std::int32_t day, std::int32_t hour = 0) {
  return *text::to_ticks({.year = year, .month = month, .day = day, .hour = hour});
}

/// The rule of an appointment with this pattern, FirstDateTime and SlidingFlag being 0.
std::optional<model::Recurrence> rule_of(const std::string& frequency_pattern_calendar,
                                         const std::string& period, const std::string& specifics,
                                         const std::string& end = "23200000 0A000000 00000000") {
  const std::string hex = kHead + frequency_pattern_calendar + "00000000" + period + "00000000" +
                          specifics + end + kRuleTail;
  const auto message =
      filled("IPM.Appointment", Bag().binary(PidLidAppointmentRecur, from_hex(hex)));
  CHECK(message.provenance.missing.empty());
  REQUIRE(message.calendar);
  return message.calendar->recurrence;
}

NamedId email2(NamedId id) {
  id.lid += 0x10;
  return id;
}

}  // namespace

TEST_CASE("message classes match without regard to case, and only at a period") {
  CHECK(filled("ipm.contact", Bag()).contact);
  CHECK(filled("IPM.Contact.Custom", Bag()).contact);
  CHECK_FALSE(filled("IPM.ContactX", Bag()).contact);
  CHECK_FALSE(filled("IPM.Note", Bag()).contact);
}

TEST_CASE("a contact has its names, phones, addresses and days") {
  const auto message = filled("IPM.Contact", Bag()
                                                 .text(PidTagDisplayName, "Bob Day")
                                                 .text(PidLidFileUnder, "Day, Bob")
                                                 .text(PidTagMobileTelephoneNumber, "1")
                                                 .text(PidLidWorkAddressCity, "Ulm")
                                                 .text(PidTagCountry, "DE")
                                                 .text(PidTagHomeAddressCity, "Bonn")
                                                 .time(PidTagBirthday, at(1970, 5, 1, 22))
                                                 .time(PidLidBirthdayLocal, at(1970, 5, 2))
                                                 .time(PidTagWeddingAnniversary, at(1990, 1, 1)));

  REQUIRE(message.contact);
  const model::Contact& contact = *message.contact;
  CHECK(contact.display_name == "Bob Day");
  CHECK(contact.file_as == "Day, Bob");
  CHECK(contact.mobile_phone == "1");
  CHECK(contact.business_address.city == "Ulm");
  CHECK(contact.business_address.country == "DE");
  CHECK(contact.home_address.city == "Bonn");
  CHECK(contact.birthday == Timestamp(WallClock{at(1970, 5, 2)}));
  CHECK(contact.anniversary == Timestamp(Instant{at(1990, 1, 1)}));
}

TEST_CASE("a contact's EX address has the SMTP form that its original display name tells") {
  const auto message =
      filled("IPM.Contact", Bag()
                                .text(PidLidEmail1DisplayName, "Bob (work)")
                                .text(PidLidEmail1AddressType, "EX")
                                .text(PidLidEmail1EmailAddress, "/o=X")
                                .text(PidLidEmail1OriginalDisplayName, "bob@x.org")
                                .text(email2(PidLidEmail1AddressType), "SMTP")
                                .text(email2(PidLidEmail1EmailAddress), "bob@home.org")
                                .text(email2(PidLidEmail1OriginalDisplayName), "Bob at home"));

  CHECK(message.contact->emails ==
        std::vector<model::Address>{
            {.name = "Bob (work)", .type = "EX", .address = "/o=X", .smtp = "bob@x.org"},
            {.name = "", .type = "SMTP", .address = "bob@home.org", .smtp = "bob@home.org"}});
}

TEST_CASE("an address book entry without a message class is a contact by its object type") {
  model::Message message;
  message.properties = Bag()
                           .number(PidTagObjectType, 6)
                           .text(PidTagDisplayName, "Bob")
                           .text(PidTagAddressType, "MS")
                           .text(PidTagEmailAddress, "NET/PO/BOB");

  fill_message(message, {});

  REQUIRE(message.contact);
  CHECK(message.contact->emails ==
        std::vector<model::Address>{
            {.name = "Bob", .type = "MS", .address = "NET/PO/BOB", .smtp = ""}});
}

TEST_CASE("a list's members come from their one-off copies: one without any is missing") {
  const auto one_off = from_hex(kOneOff + test::text_hex("Bob") + test::text_hex("SMTP") +
                                test::text_hex("bob@x.org"));
  const auto pointer = from_hex("00000000 112233445566778899AABBCCDDEEFF00 24002000");
  const auto multiple = static_cast<model::PropertyType>(0x1102);
  const auto message = filled(
      "IPM.DistList",
      Bag()
          .text(PidLidDistributionListName, "Friends")
          .add(PidLidDistributionListMembers, multiple,
               std::vector<model::Binary>{pointer, pointer})
          .add(PidLidDistributionListOneOffMembers, multiple, std::vector<model::Binary>{one_off}));

  REQUIRE(message.list);
  CHECK(message.list->name == "Friends");
  CHECK(message.list->members ==
        std::vector<model::Address>{
            {.name = "Bob", .type = "SMTP", .address = "bob@x.org", .smtp = "bob@x.org"}, {}});
  CHECK(message.provenance.missing ==
        std::vector{model::Missing{.what = "member 2",
                                   .why = "its entry id names nobody outside the store"}});
}

TEST_CASE("an appointment has its times, place, reminder and UID") {
  const auto message =
      filled("IPM.Appointment",
             Bag()
                 .time(PidLidAppointmentStartWhole, at(2012, 5, 1, 9))
                 .time(PidLidAppointmentEndWhole, at(2012, 5, 1, 10))
                 .text(PidLidLocation, "Room 5")
                 .number(PidLidBusyStatus, 3)
                 .flag(PidLidReminderSet, true)
                 .number(PidLidReminderDelta, 15)
                 .number(PidLidResponseStatus, 4)
                 .binary(PidLidCleanGlobalObjectId,
                         from_hex("04000000 8200E000 74C5B710 1A82E008 00000000 0000000000000000 "
                                  "0000000000000000 10000000 7643616C2D556964 01000000 75696400")));

  REQUIRE(message.calendar);
  const model::CalendarItem& item = *message.calendar;
  CHECK(item.start == Timestamp(Instant{at(2012, 5, 1, 9)}));
  CHECK(item.end == Timestamp(Instant{at(2012, 5, 1, 10)}));
  CHECK(item.location == "Room 5");
  CHECK(item.busy == model::BusyStatus::OutOfOffice);
  CHECK(item.reminder_minutes == 15);
  CHECK(item.response == model::MeetingResponse::Declined);
  CHECK(item.uid == "uid");
}

TEST_CASE("an all-day appointment in a known zone is days, in an unknown one instants") {
  // UTC+2 in summer: midnight of May 1 is 22:00 of April 30.
  const std::string zone =
      "C4FFFFFF 00000000 C4FFFFFF 0000 00000A000000050003000000 00000000 0000 "
      "000003000000050002000000 00000000";
  const Bag bag = Bag()
                      .time(PidLidAppointmentStartWhole, at(2012, 4, 30, 22))
                      .time(PidLidAppointmentEndWhole, at(2012, 5, 1, 22))
                      .flag(PidLidAppointmentSubType, true);

  const auto known =
      filled("IPM.Appointment", Bag(bag).binary(PidLidTimeZoneStruct, from_hex(zone)));
  const auto unknown = filled("IPM.Appointment", bag);

  CHECK(known.calendar->start == Timestamp(WallClock{at(2012, 5, 1)}));
  CHECK(known.calendar->end == Timestamp(WallClock{at(2012, 5, 2)}));
  const model::ZoneRule zone_rule{
      .bias = -60,
      .daylight =
          model::DaylightRule{.bias = -120,
                              .begins = {.month = 3, .weekday = 0, .nth = -1, .minute = 120},
                              .ends = {.month = 10, .weekday = 0, .nth = -1, .minute = 180}}};
  REQUIRE(known.calendar->zone_rule);
  CHECK(test::difference(*known.calendar->zone_rule, zone_rule).empty());
  CHECK(unknown.calendar->all_day);
  CHECK(unknown.calendar->start == Timestamp(Instant{at(2012, 4, 30, 22)}));
}

TEST_CASE("meeting messages tell what they ask or answer") {
  using model::MeetingMethod;
  using model::MeetingResponse;
  const auto method_of = [](std::string cls) {
    const auto item = *filled(std::move(cls), Bag()).calendar;
    return std::pair(item.method, item.response);
  };

  CHECK(method_of("IPM.Schedule.Meeting.Request") ==
        std::pair(MeetingMethod::Request, MeetingResponse::None));
  CHECK(method_of("IPM.Schedule.Meeting.Canceled") ==
        std::pair(MeetingMethod::Cancellation, MeetingResponse::None));
  CHECK(method_of("IPM.Schedule.Meeting.Resp.Pos") ==
        std::pair(MeetingMethod::Response, MeetingResponse::Accepted));
  CHECK(method_of("ipm.schedule.meeting.resp.neg") ==
        std::pair(MeetingMethod::Response, MeetingResponse::Declined));
  CHECK(method_of("IPM.Schedule.Meeting.Resp.Tent") ==
        std::pair(MeetingMethod::Response, MeetingResponse::Tentative));
}

TEST_CASE("every frequency of a pattern has its rule") {
  using model::Frequency;

  const auto weekly =
      rule_of("0B20 0100 0000", "02000000", "32000000", "22200000 0C000000 01000000");
  CHECK(weekly->frequency == Frequency::Weekly);
  CHECK(weekly->interval == 2);
  CHECK(weekly->weekdays == 0x32);
  CHECK(weekly->first_weekday == 1);
  CHECK(weekly->count == 12);
  CHECK_FALSE(weekly->until);

  const auto daily = rule_of("0A20 0000 0000", "E0100000", "", "21200000 0A000000 00000000");
  CHECK(daily->frequency == Frequency::Daily);
  CHECK(daily->interval == 3);
  CHECK(daily->until == WallClock{at(2007, 4, 20)});

  const auto workdays = rule_of("0A20 0100 0000", "01000000", "3E000000");
  CHECK(workdays->frequency == Frequency::Weekly);
  CHECK(workdays->weekdays == 0x3E);

  const auto monthly = rule_of("0C20 0200 0000", "01000000", "0F000000");
  CHECK(monthly->frequency == Frequency::Monthly);
  CHECK(monthly->day_of_month == 15);

  const auto month_end = rule_of("0C20 0400 0000", "01000000", "1F000000");
  CHECK(month_end->day_of_month == -1);

  const auto last_friday = rule_of("0C20 0300 0000", "01000000", "20000000 05000000");
  CHECK(last_friday->frequency == Frequency::MonthlyNth);
  CHECK(last_friday->weekdays == 0x20);
  CHECK(last_friday->nth == -1);

  const auto yearly = rule_of("0D20 0200 0000", "0C000000", "1A000000");
  CHECK(yearly->frequency == Frequency::Yearly);
  CHECK(yearly->interval == 1);
  CHECK(yearly->month == 3);
  CHECK(yearly->day_of_month == 26);
}

TEST_CASE("a rule in another calendar stays a property, with a note") {
  model::Message message;
  message.properties =
      Bag()
          .text(PidTagMessageClass, "IPM.Appointment")
          .text(PidLidRecurrencePattern, "every 3 Nisan")
          .binary(PidLidAppointmentRecur,
                  from_hex(kHead +
                           "0D20 0200 0800 80750A00 0C000000 00000000 03000000 23200000 "
                           "0A000000 00000000" +
                           kRuleTail));
  std::vector<std::string> notes;

  fill_message(message, {.code_page = 0, .notes = &notes});

  CHECK_FALSE(message.calendar->recurrence);
  CHECK(message.calendar->recurrence_text == "every 3 Nisan");
  CHECK(notes.size() == 1);
  CHECK(message.provenance.state == model::State::Intact);
}

TEST_CASE("a damaged recurrence is a missing piece, and the appointment remains") {
  const auto message =
      filled("IPM.Appointment", Bag()
                                    .text(PidLidLocation, "Room 5")
                                    .binary(PidLidAppointmentRecur, from_hex("0430 0430 0B20")));

  CHECK(message.calendar->location == "Room 5");
  CHECK(message.provenance.missing ==
        std::vector{model::Missing{.what = "PidLidAppointmentRecur",
                                   .why = "RecurrencePattern.ReaderVersion: cut off"}});
}

TEST_CASE("a task's dates are days on the owner's calendar, not instants") {
  const auto message = filled(
      "IPM.Task",
      Bag()
          .time(PidLidTaskStartDate, at(2012, 5, 1))
          .time(PidLidTaskDueDate, at(2012, 5, 8))
          .number(PidLidTaskStatus, 1)
          .add(PidLidPercentComplete, model::PropertyType::Floating64, 0.25)
          .text(PidLidTaskOwner, "Bob")
          .flag(PidLidReminderSet, true)
          .time(PidLidReminderTime, at(2012, 5, 7, 7))
          .binary(PidLidTaskRecurrence,
                  from_hex(kHead + "0B20 0100 0000 00000000 01000000 00000000 02000000 23200000 "
                                   "0A000000 00000000 00000000 00000000 8020BC0C DF80E95A")));

  REQUIRE(message.calendar);
  const model::CalendarItem& task = *message.calendar;
  CHECK(task.kind == model::CalendarKind::Task);
  CHECK(task.start == Timestamp(WallClock{at(2012, 5, 1)}));
  CHECK(task.end == Timestamp(WallClock{at(2012, 5, 8)}));
  CHECK(task.task_status == model::TaskStatus::InProgress);
  CHECK(task.percent_complete == 0.25);
  CHECK(task.owner == "Bob");
  CHECK(task.reminder_time == Timestamp(Instant{at(2012, 5, 7, 7)}));
  REQUIRE(task.recurrence);
  CHECK(task.recurrence->weekdays == 2);
  CHECK(message.provenance.missing.empty());
}

TEST_CASE("a journal entry has its type and times") {
  const auto message = filled("IPM.Activity", Bag()
                                                  .text(PidLidLogType, "Phone call")
                                                  .time(PidLidLogStart, at(2012, 5, 1, 9))
                                                  .time(PidLidLogEnd, at(2012, 5, 1, 10)));

  REQUIRE(message.calendar);
  CHECK(message.calendar->kind == model::CalendarKind::Journal);
  CHECK(message.calendar->journal_type == "Phone call");
  CHECK(message.calendar->start == Timestamp(Instant{at(2012, 5, 1, 9)}));
}

}  // namespace item_test
