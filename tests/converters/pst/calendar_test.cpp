#include <catch2/catch.hpp>

#include "converters/mapi/own_set.h"
#include "formats/mapi/property_tags.h"
#include "formats/text/calendar_date.h"
#include "tests/converters/mapi/bag_builder.h"
#include "tests/converters/pst/made.h"
#include "tests/support/model_equal.h"

namespace calendar_test {

using test::make;

namespace {

std::int64_t at(std::int32_t year, std::int32_t month, std::int32_t day, std::int32_t hour = 0,
                std::int32_t minute = 0) {
  return *text::to_ticks(
      {.year = year, .month = month, .day = day, .hour = hour, .minute = minute});
}

model::Instant instant(std::int64_t ticks) { return {.ticks = ticks}; }
model::WallClock wall(std::int64_t ticks) { return {.ticks = ticks}; }

/// Central Europe: UTC+1, daylight saving time from the last Sunday of March to that of October.
model::ZoneRule berlin() {
  return {.bias = -60,
          .daylight =
              model::DaylightRule{.bias = -120,
                                  .begins = {.month = 3, .weekday = 0, .nth = -1, .minute = 120},
                                  .ends = {.month = 10, .weekday = 0, .nth = -1, .minute = 180}}};
}

model::Message with(model::CalendarItem item, std::string message_class) {
  model::Message message;
  message.message_class = std::move(message_class);
  message.calendar = std::move(item);
  return message;
}

model::CalendarItem back(const model::Message& message) {
  const auto read = make(message).read_back();
  REQUIRE(read.calendar);
  CHECK(read.provenance.missing.empty());
  return *read.calendar;
}

}  // namespace

TEST_CASE("an appointment comes back as it was") {
  model::CalendarItem item;
  item.start = instant(at(1996, 5, 6, 8));
  item.end = instant(at(1996, 5, 6, 9, 30));
  item.location = "Room 1";
  item.busy = model::BusyStatus::OutOfOffice;
  item.response = model::MeetingResponse::Tentative;
  item.uid = "uid-1@example.org";
  item.reminder_minutes = 15;
  item.reminder_time = instant(at(1996, 5, 6, 7, 45));
  item.recurrence_text = "every Monday";
  item.zone_name = "Berlin";
  item.zone_rule = berlin();
  item.recurrence = model::Recurrence{.frequency = model::Frequency::Weekly,
                                      .interval = 2,
                                      .weekdays = 0x12,
                                      .first_weekday = 1,
                                      .count = 8,
                                      .deleted = {wall(at(1996, 5, 9)), wall(at(1996, 5, 20))},
                                      .modified = {wall(at(1996, 5, 20))}};
  const auto message = with(item, "IPM.Appointment");

  CHECK(test::difference(back(message), item) == "");
}

TEST_CASE("names of our own set alone are no bag: the fields become properties") {
  model::CalendarItem item;
  item.start = instant(at(1996, 5, 6, 8));
  item.end = instant(at(1996, 5, 6, 9));
  item.location = "Room 1";
  auto message = with(item, "IPM.Appointment");
  message.properties.add({.id = 0,
                          .type = model::PropertyType::String,
                          .name = model::PropertyName{.set = {.bytes = convert::mapi::kOwnSet},
                                                      .id = std::string("ScheduleRing")},
                          .value = std::string("T")});

  CHECK(test::difference(back(message), item) == "");
}

TEST_CASE("a meeting request says by its class what it is") {
  model::CalendarItem item;
  item.start = instant(at(1996, 5, 6, 8));
  item.method = model::MeetingMethod::Response;
  item.response = model::MeetingResponse::Declined;

  CHECK(test::difference(back(with(item, "IPM.Schedule.Meeting.Resp.Neg")), item) == "");
}

TEST_CASE("days in a zone that is known are stored as its midnights") {
  model::CalendarItem item;
  item.start = wall(at(1996, 7, 1));
  item.end = wall(at(1996, 7, 3));
  item.all_day = true;
  item.zone_name = "Berlin";
  item.zone_rule = berlin();
  const auto made = make(with(item, "IPM.Appointment"));

  CHECK(test::difference(*made.read_back().calendar, item) == "");
  CHECK(made.tally.wall_clocks == 0);
  CHECK(made.own_text("FloatingTimes").empty());
}

TEST_CASE("days in a zone nobody knows are written as if in UTC, and marked") {
  model::CalendarItem item;
  item.start = wall(at(1996, 7, 1));
  item.end = wall(at(1996, 7, 3));
  item.all_day = true;
  const auto made = make(with(item, "IPM.Appointment"));

  CHECK(made.read_back().calendar->start == model::OptionalTimestamp(instant(at(1996, 7, 1))));
  CHECK(made.own_text("FloatingTimes") == "820D 820E");
}

TEST_CASE("a task comes back as it was") {
  model::CalendarItem item;
  item.kind = model::CalendarKind::Task;
  item.start = wall(at(1996, 7, 1));
  item.end = wall(at(1996, 7, 3));
  item.completed = wall(at(1996, 7, 2));
  item.task_status = model::TaskStatus::Complete;
  item.percent_complete = 0.5;
  item.owner = "A";
  item.reminder_time = instant(at(1996, 7, 1, 8));
  item.recurrence = model::Recurrence{.frequency = model::Frequency::Monthly, .day_of_month = 1};
  const auto made = make(with(item, "IPM.Task"));

  CHECK(test::difference(*made.read_back().calendar, item) == "");
  CHECK(made.tally.wall_clocks == 0);
}

TEST_CASE("a journal entry comes back as it was") {
  model::CalendarItem item;
  item.kind = model::CalendarKind::Journal;
  item.start = instant(at(1996, 7, 1, 8));
  item.end = instant(at(1996, 7, 1, 9));
  item.journal_type = "Phone call";

  CHECK(test::difference(back(with(item, "IPM.Activity")), item) == "");
}

TEST_CASE("a contact comes back as it was") {
  model::Contact contact;
  contact.display_name = "Dr. Ada Lovelace";
  contact.file_as = "Lovelace, Ada";
  contact.given_name = "Ada";
  contact.surname = "Lovelace";
  contact.web_page = "http://x";
  contact.home_page = "http://y";
  contact.instant_messaging = "im:ada";
  contact.business_phone = "1";
  contact.home_fax = "2";
  contact.birthday = wall(at(1915, 12, 10));
  contact.anniversary = instant(at(1935, 7, 8));
  contact.business_address = {.street = "S",
                              .city = "C",
                              .state = "T",
                              .postal_code = "P",
                              .country = "L",
                              .post_office_box = "B"};
  contact.home_address.city = "H";
  contact.other_address.country = "O";
  contact.emails = {{.name = "Ada", .type = "SMTP", .address = "a@x", .smtp = "a@x"},
                    {.name = "Ada", .type = "MS", .address = "N/P/A", .smtp = "b@x"},
                    {.name = "Ada", .type = "FAX", .address = "+1", .smtp = ""}};
  model::Message message;
  message.contact = contact;
  const auto made = make(message);

  CHECK(test::difference(*made.read_back().contact, contact) == "");
}

TEST_CASE("a fourth address of a contact is kept") {
  model::Message message;
  message.contact = model::Contact();
  for (const std::string name : {"1@x", "2@x", "3@x", "4@x"}) {
    message.contact->emails.push_back(
        {.name = name, .type = "SMTP", .address = name, .smtp = name});
  }
  const auto bag = make(message).bag();

  CHECK(bag.find(model::PropertyName{.set = {.bytes = convert::pst::kOwnSet},
                                     .id = std::string("Emails")})
            ->value == model::PropertyValue(std::vector<std::string>{"4@x [SMTP:4@x]"}));
}

TEST_CASE("a distribution list comes back as it was") {
  model::Message message;
  message.list = model::DistributionList{
      .name = "All",
      .members = {{.name = "A", .type = "SMTP", .address = "a@x", .smtp = "a@x"},
                  {.name = "B\u00E9", .type = "CCMAIL", .address = "B at PO", .smtp = ""}}};
  const auto made = make(message);

  CHECK(test::difference(*made.read_back().list, *message.list) == "");
}

TEST_CASE("an entry of an address book becomes a contact that mail can be sent to") {
  model::Message message;
  message.properties = test::Bag()
                           .number(mapi::PidTagObjectType, 6)
                           .text(mapi::PidTagDisplayName, "Ada")
                           .text(mapi::PidTagAddressType, "SMTP")
                           .text(mapi::PidTagEmailAddress, "a@x");
  convert::mapi::fill_message(message, {});
  const auto back = make(message).read_back();

  CHECK(back.message_class == "IPM.Contact");
  REQUIRE(back.contact);
  CHECK(back.contact->emails == message.contact->emails);
}

}  // namespace calendar_test
