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
