#include <catch2/catch.hpp>

#include "converters/run/time_zone_sink.h"
#include "recording_sink.h"

TEST_CASE("the option --timezone turns wall-clock times into instants, also in embedded messages") {
  constexpr std::int64_t kHour = 3600 * model::kTicksPerSecond;
  test::RecordingSink target;
  model::Message seen;
  target.decide = [&seen](const model::Message& message) -> model::Result<model::Delivered> {
    seen = message;
    return model::Delivered{};
  };
  run::TimeZoneSink sink(target, text::TimeZone::find("+02:00").value());
  auto inner = std::make_shared<model::Message>();
  inner->received = model::WallClock{5 * kHour};
  auto message = test::make_message(0, "a");
  message.sent = model::WallClock{3 * kHour};
  message.received = model::Instant{3 * kHour};
  model::Attachment attachment;
  attachment.message = inner;
  message.attachments.push_back(attachment);

  REQUIRE(sink.message(message));

  CHECK(seen.sent == model::Timestamp(model::Instant{1 * kHour}));
  CHECK(seen.received == model::Timestamp(model::Instant{3 * kHour}));
  CHECK_FALSE(seen.created);
  CHECK(seen.attachments[0].message->received == model::Timestamp(model::Instant{3 * kHour}));
  CHECK(inner->received == model::Timestamp(model::WallClock{5 * kHour}));
}

namespace {

constexpr std::int64_t kDay = 24 * 3600 * model::kTicksPerSecond;

/// What a message is after it has passed the sink; the zone is two hours ahead of UTC.
model::Message passed(const model::Message& message) {
  test::RecordingSink target;
  model::Message seen;
  target.decide = [&seen](const model::Message& arrived) -> model::Result<model::Delivered> {
    seen = arrived;
    return model::Delivered{};
  };
  run::TimeZoneSink sink(target, text::TimeZone::find("+02:00").value());
  REQUIRE(sink.message(message));
  return seen;
}

const model::Timestamp kWall = model::WallClock{10 * kDay};
const model::Timestamp kPlaced = model::Instant{10 * kDay - kDay / 12};

model::Message item(model::CalendarKind kind) {
  auto message = test::make_message(0, "a");
  message.calendar.emplace();
  message.calendar->kind = kind;
  message.calendar->start = kWall;
  message.calendar->end = kWall;
  message.calendar->completed = kWall;
  message.calendar->reminder_time = kWall;
  return message;
}

}  // namespace

TEST_CASE("birthdays and anniversaries stay days under --timezone") {
  auto message = test::make_message(0, "a");
  message.contact.emplace();
  message.contact->birthday = kWall;
  message.contact->anniversary = kWall;

  const auto seen = passed(message);

  CHECK(seen.contact->birthday == kWall);
  CHECK(seen.contact->anniversary == kWall);
}

TEST_CASE("the dates of a task stay days under --timezone, its reminder is a time") {
  const auto seen = passed(item(model::CalendarKind::Task));

  CHECK(seen.calendar->start == kWall);
  CHECK(seen.calendar->end == kWall);
  CHECK(seen.calendar->completed == kWall);
  CHECK(seen.calendar->reminder_time == kPlaced);
}

TEST_CASE("an all-day appointment stays on its days under --timezone, another is placed") {
  auto all_day = item(model::CalendarKind::Appointment);
  all_day.calendar->all_day = true;

  const auto days = passed(all_day);
  const auto times = passed(item(model::CalendarKind::Appointment));

  CHECK(days.calendar->start == kWall);
  CHECK(days.calendar->end == kWall);
  CHECK(times.calendar->start == kPlaced);
  CHECK(times.calendar->end == kPlaced);
}

TEST_CASE("a time at the end of all times stays what the clock showed") {
  auto message = test::make_message(0, "a");
  message.sent = model::WallClock{INT64_MIN};
  message.received = model::WallClock{INT64_MAX};

  const auto seen = passed(message);

  CHECK(seen.sent == model::Timestamp(model::WallClock{INT64_MIN}));
  CHECK(seen.received == model::Timestamp(model::WallClock{INT64_MAX}));
}

TEST_CASE("a message without wall-clock times is passed on uncopied") {
  test::RecordingSink target;
  const model::Message* seen = nullptr;
  target.decide = [&seen](const model::Message& arrived) -> model::Result<model::Delivered> {
    seen = &arrived;
    return model::Delivered{};
  };
  run::TimeZoneSink sink(target, text::TimeZone::find("+02:00").value());
  auto message = test::make_message(0, "a");
  message.sent = model::Instant{1};

  REQUIRE(sink.message(message));

  CHECK(seen == &message);
}

namespace {

/// A daily series in May 1997, of which an instance was moved.
model::Message series() {
  constexpr std::int64_t kMay = 9'992;  // days from 1970 to 1997-05-11
  const model::WallClock start{kMay * kDay + kDay / 2};
  auto instance = std::make_shared<model::Message>();
  instance->calendar.emplace();
  instance->calendar->start = start;
  instance->calendar->replaces = start;
  auto message = test::make_message(0, "a");
  message.calendar.emplace();
  message.calendar->start = start;
  message.calendar->end = start;
  message.calendar->recurrence.emplace();
  model::Attachment attachment;
  attachment.message = std::move(instance);
  message.attachments.push_back(std::move(attachment));
  return message;
}

}  // namespace

TEST_CASE("a series is placed with its changed instances, and has the zone that its days lie in") {
  const auto seen = passed(series());

  REQUIRE(seen.calendar->zone_rule);
  CHECK(seen.calendar->zone_rule->bias == -120);
  CHECK(seen.calendar->zone_name == "+02:00");
  CHECK(std::holds_alternative<model::Instant>(*seen.calendar->start));
  const auto& instance = *seen.attachments[0].message->calendar;
  CHECK(instance.replaces == seen.calendar->start);
  CHECK_FALSE(instance.zone_rule);
}

TEST_CASE("a series in a year without a rule stays what the clock showed") {
  test::RecordingSink target;
  model::Message seen;
  target.decide = [&seen](const model::Message& arrived) -> model::Result<model::Delivered> {
    seen = arrived;
    return model::Delivered{};
  };
  run::TimeZoneSink sink(target, text::TimeZone::find("Europe/Berlin").value());
  auto message = series();
  const auto year = text::to_ticks({.year = 1945, .month = 5, .day = 11}).value();
  message.calendar->start = model::WallClock{year};

  REQUIRE(sink.message(message));

  CHECK_FALSE(seen.calendar->zone_rule);
  CHECK(seen.calendar->start == message.calendar->start);
  CHECK(std::holds_alternative<model::WallClock>(*seen.attachments[0].message->calendar->replaces));
}
