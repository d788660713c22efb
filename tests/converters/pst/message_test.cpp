#include <set>

#include <catch2/catch.hpp>

#include "formats/bytes/hex.h"
#include "formats/bytes/md5.h"
#include "formats/mapi/property_tags.h"
#include "formats/text/code_page.h"
#include "tests/converters/mapi/bag_builder.h"
#include "tests/converters/pst/made.h"
#include "tests/support/model_equal.h"

namespace message_test {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace mapi;
using test::Bag;
using test::make;

namespace {

constexpr std::int64_t kDay = 24 * 60 * 60 * model::kTicksPerSecond;

model::Message with(const model::PropertyBag& bag) {
  model::Message message;
  message.properties = bag;
  convert::mapi::fill_message(message, {});
  return message;
}

std::uint32_t flags_of(const model::Message& message) {
  return std::get<std::uint32_t>(make(message).content.properties.find(PidTagMessageFlags)->value);
}

std::uint64_t time_in(const test::Made& made, std::uint16_t id) {
  return std::get<model::FileTime>(made.bag().find(id)->value).ticks;
}

bytes::Md5Digest topic_digest(std::string_view capitals) {
  std::vector<std::byte> wide;
  ::text::append_utf16(capitals, wide);
  return bytes::md5(wide);
}

}  // namespace

TEST_CASE("the fields of a mail come back as they were") {
  model::Message message;
  message.message_class = "IPM.Note.Custom";
  message.subject = "Re: plan";
  message.sent = model::Instant{.ticks = 9000 * kDay};
  message.received = model::Instant{.ticks = 9001 * kDay};
  message.created = model::Instant{.ticks = 9002 * kDay};
  message.modified = model::Instant{.ticks = 9003 * kDay};
  message.importance = model::Importance::High;
  message.sensitivity = model::Sensitivity::Confidential;
  message.read = true;
  message.unsent = true;
  message.flagged = true;
  message.replied = true;
  message.read_receipt_requested = true;
  message.delivery_receipt_requested = true;
  message.message_id = "<1@x>";
  message.in_reply_to = "<0@x>";
  message.references = "<0@x> <00@x>";
  message.conversation_topic = "plan";
  message.conversation_index = model::Binary(22, std::byte{1});
  message.categories = {"a", "b"};
  message.code_page = 1250;

  auto back = make(message).read_back();
  back.properties = {};

  CHECK(test::difference(back, message) == "");
}

TEST_CASE("what Outlook demands of every message is there") {
  const auto made = make(model::Message());

  for (const std::uint16_t id : {PidTagMessageClass, PidTagMessageFlags, PidTagSearchKey,
                                 PidTagCreationTime, PidTagLastModificationTime}) {
    CHECK(made.content.properties.has(id));
  }
  CHECK(made.read_back().message_class == "IPM.Note");
}

TEST_CASE("a bag that lacks it gets what is demanded, and nothing that it does not say") {
  const auto made =
      make(with(Bag().text(PidTagMessageClass, "IPM.Post").number(PidTagMessageFlags, 1)),
           {.provenance = false});

  std::set<std::uint16_t> ids;
  for (const auto& property : made.content.properties.items()) {
    if (property.id < 0x8000) {
      ids.insert(property.id);
    }
  }
  CHECK(ids == std::set<std::uint16_t>{PidTagMessageClass, PidTagMessageFlags, PidTagCreationTime,
                                       PidTagLastModificationTime, PidTagSearchKey});
}

TEST_CASE("the class of an item without one follows from what it is") {
  const auto class_of = [](model::Message message) {
    return make(message).read_back().message_class;
  };
  model::Message contact;
  contact.contact = model::Contact();
  model::Message list;
  list.list = model::DistributionList();
  model::Message task;
  task.calendar = model::CalendarItem{.kind = model::CalendarKind::Task};

  CHECK(class_of(contact) == "IPM.Contact");
  CHECK(class_of(list) == "IPM.DistList");
  CHECK(class_of(task) == "IPM.Task");
}

TEST_CASE("message flags keep the source's bits but those that this store decides") {
  model::Message message = with(Bag().number(PidTagMessageFlags, 0x2000 | 0x40 | 0x10 | 1));
  message.associated = false;
  CHECK(flags_of(message) == (0x2000 | 1));
  message.associated = true;
  CHECK(flags_of(message) == (0x2000 | 0x40 | 1));
  message.properties = {};
  CHECK(flags_of(message) == (0x40 | 2 | 1));
}

TEST_CASE("times that a PST must have come from the message, else from the newest so far") {
  model::Message sent;
  sent.sent = model::Instant{.ticks = 9000 * kDay};
  const auto first = make(sent);
  const auto second = make(model::Message(), {}, {}, first.newest);

  CHECK(time_in(first, PidTagCreationTime) == time_in(first, PidTagClientSubmitTime));
  CHECK(first.own_text("MadeUp").find("3007 3008") != std::string::npos);
  CHECK(time_in(second, PidTagLastModificationTime) == time_in(first, PidTagClientSubmitTime));
  CHECK_FALSE(second.content.properties.has(PidTagClientSubmitTime));
  CHECK_FALSE(second.content.properties.has(PidTagMessageDeliveryTime));
  CHECK_FALSE(second.read_back().created);
  CHECK_FALSE(second.read_back().modified);
}

TEST_CASE("a wall clock's time is written as if it were UTC, and marked") {
  model::Message message;
  message.sent = model::WallClock{.ticks = 9000 * kDay};
  message.received = model::Instant{.ticks = 9001 * kDay};
  const auto made = make(message);

  CHECK(made.read_back().sent == model::OptionalTimestamp(model::Instant{.ticks = 9000 * kDay}));
  CHECK(made.own_text("FloatingTimes") == "0039");
  CHECK(made.tally.wall_clocks == 1);
}

TEST_CASE("the search key of the source stays: a missing one is the same in every run") {
  model::Message message;
  message.provenance = {.source = "a.mmf", .native_id = "42"};
  const auto key = [](const test::Made& made) {
    return std::get<model::Binary>(made.bag().find(PidTagSearchKey)->value);
  };

  CHECK(key(make(message)).size() == 16);
  CHECK(key(make(message)) == key(make(message)));
  message.provenance.native_id = "43";
  CHECK(key(make(message)) != key(make(model::Message())));
  CHECK(key(make(with(Bag().binary(PidTagSearchKey, model::Binary(16, std::byte{7}))))) ==
        model::Binary(16, std::byte{7}));
}

TEST_CASE("a mail without a conversation gets one: its time, and the digest of its topic") {
  model::Message message;
  message.subject =
      "Re: Stra\u00DF"
      "e \u00E9";
  message.sent = model::Instant{.ticks = 9000 * kDay};
  const auto made = make(message);

  const auto index = std::get<model::Binary>(made.bag().find(PidTagConversationIndex)->value);
  const auto digest = topic_digest(
      "STRA\u00DF"
      "E \u00C9");
  REQUIRE(index.size() == 22);
  CHECK(bytes::to_hex(std::span(index).subspan(6)) == bytes::to_hex(digest));
  CHECK(made.content.conversation_id == digest);
}

TEST_CASE("a conversation that was made up for a mail is not read again, one that it had is") {
  model::Message message;
  message.subject = "Re: plan";
  const model::Message made_up = make(message).read_back();
  message.conversation_topic = "plan";
  message.conversation_index = model::Binary(22, std::byte{1});
  const model::Message own = make(message).read_back();

  CHECK(made_up.conversation_topic.empty());
  CHECK(made_up.conversation_index.empty());
  CHECK(own.conversation_topic == "plan");
  CHECK(own.conversation_index == message.conversation_index);
  message.conversation_index.clear();
  CHECK(make(message).read_back().conversation_topic == "plan");
  CHECK(make(message).read_back().conversation_index.empty());
}

TEST_CASE("the conversation id is the index's where it is tracked, else the topic's digest") {
  model::Binary index(22, std::byte{5});
  index[0] = std::byte{1};
  const auto tracked = make(with(Bag()
                                     .binary(PidTagConversationIndex, index)
                                     .text(PidTagConversationTopic, "a")
                                     .flag(PidTagConversationIndexTracking, true)));
  const auto untracked =
      make(with(Bag().binary(PidTagConversationIndex, index).text(PidTagConversationTopic, "a")));
  const auto neither = make(with(Bag().text(PidTagMessageClass, "IPM.Note")));

  pst::Guid five{};
  five.fill(std::byte{5});
  CHECK(tracked.content.conversation_id == five);
  CHECK(untracked.content.conversation_id == topic_digest("A"));
  CHECK_FALSE(neither.content.conversation_id);
}

TEST_CASE("where an item came from stands in properties of our own, unless nobody wants it") {
  model::Message message;
  message.provenance = {.source = "a.mmf", .native_id = "id 7"};
  message.provenance.miss("attachment 2", "cut off");
  const auto made = make(message);

  CHECK(made.own_text("Source") == "a.mmf");
  CHECK(made.own_text("NativeId") == "id 7");
  CHECK(made.own_text("State") == "partial");
  CHECK(make(message, {.provenance = false}).names.names.empty());
}

TEST_CASE("where an item first came from outlasts a second conversion") {
  model::Message first;
  first.provenance = {.source = "a.mmf", .native_id = "id 7"};
  const auto once = make(first);
  model::Message second = once.read_back();
  second.provenance = {.source = "a.pst", .native_id = "nid 1"};

  const auto twice = make(second);

  CHECK(twice.own_text("Source") == "a.mmf");
  CHECK(twice.own_text("NativeId") == "id 7");
}

TEST_CASE("hidden items are marked as such") {
  model::Message message;
  message.associated = true;
  message.message_class = "IPM.Configuration.X";
  const auto made = make(message);

  CHECK(made.content.associated);
  CHECK_FALSE(made.content.recipient_table);
  CHECK(made.read_back().associated);
}

}  // namespace message_test
