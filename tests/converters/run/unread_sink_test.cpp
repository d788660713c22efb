// Items that have bytes which were never read say so, and no others.
#include "converters/run/unread_sink.h"

#include <catch2/catch.hpp>

#include "tests/support/collecting_sink.h"

namespace unread_sink_test {
namespace {

std::shared_ptr<const bytes::Extents> places(std::initializer_list<bytes::Extent> all) {
  auto set = std::make_shared<bytes::Extents>();
  for (const auto& one : all) {
    set->add(one.offset, one.length);
  }
  return set;
}

model::Message message_at(std::uint64_t offset, std::uint64_t length) {
  model::Message message;
  message.folder = {1};
  message.provenance.ranges.push_back({.offset = offset, .length = length});
  return message;
}

model::Folder inbox() {
  model::Folder folder;
  folder.id = {1};
  return folder;
}

}  // namespace

TEST_CASE("a message with a byte that was never read is partial and says which") {
  test::CollectingSink target;
  run::UnreadSink sink(target, places({{.offset = 1000, .length = 512}}));
  REQUIRE(sink.store({}));
  REQUIRE(sink.folder(inbox()));
  REQUIRE(sink.message(message_at(0, 1000)));
  REQUIRE(sink.message(message_at(900, 200)));
  REQUIRE(sink.message(message_at(1512, 10)));
  REQUIRE(sink.finish());

  REQUIRE(target.messages.size() == 3);
  CHECK(target.messages[0].provenance.state == model::State::Intact);
  CHECK(target.messages[2].provenance.state == model::State::Intact);
  const auto& hit = target.messages[1].provenance;
  CHECK(hit.state == model::State::Partial);
  REQUIRE(hit.missing.size() == 1);
  CHECK(hit.missing[0].why == "never read from the disk: 0x3E8+100 of the store (--bad-sectors)");
  REQUIRE(target.notes.size() == 1);
  CHECK(target.notes[0].damage);
  CHECK(target.finished);
}

TEST_CASE("an attachment and a message in it hit the message they are part of") {
  test::CollectingSink target;
  run::UnreadSink sink(target, places({{.offset = 1000, .length = 1}}));
  auto message = message_at(0, 10);
  message.attachments.resize(3);
  message.attachments[1].provenance.ranges.push_back({.offset = 990, .length = 20});
  auto embedded = std::make_shared<model::Message>(message_at(1000, 5));
  message.attachments[2].message = embedded;
  REQUIRE(sink.store({}));
  REQUIRE(sink.folder(inbox()));
  REQUIRE(sink.message(message));

  const auto& found = target.messages.at(0);
  CHECK(found.provenance.state == model::State::Partial);
  REQUIRE(found.provenance.missing.size() == 2);
  CHECK(found.provenance.missing[0].what == "attachment 2");
  CHECK(found.provenance.missing[1].what == "attachment 3/bytes of the item");
  CHECK(found.attachments[0].provenance.state == model::State::Intact);
  CHECK(found.attachments[1].provenance.state == model::State::Partial);
  CHECK(found.attachments[2].message->provenance.state == model::State::Partial);
  CHECK(embedded->provenance.state == model::State::Intact);
}

TEST_CASE("folders and losses say what of them was never read") {
  test::CollectingSink target;
  run::UnreadSink sink(target,
                       places({{.offset = 64, .length = 64}, {.offset = 512, .length = 8}}));
  REQUIRE(sink.store({}));
  auto folder = inbox();
  folder.provenance.ranges.push_back({.offset = 100, .length = 500});
  REQUIRE(sink.folder(folder));
  model::Loss loss;
  loss.why = "gone";
  loss.offset = 500;
  loss.length = 20;
  REQUIRE(sink.loss(loss));
  loss.offset = 600;
  loss.length.reset();
  REQUIRE(sink.loss(loss));

  CHECK(target.folders.at(0).provenance.missing.at(0).why ==
        "never read from the disk: 0x64+28, 0x200+8 of the store (--bad-sectors)");
  CHECK(target.losses.at(0).why == "gone; 0x200+8 was never read from the disk (--bad-sectors)");
  CHECK(target.losses.at(1).why == "gone");
}

TEST_CASE("a message that may lie anywhere is doubtful when something was not read") {
  test::CollectingSink target;
  run::UnreadSink sink(target, places({{.offset = 64, .length = 64}}));
  REQUIRE(sink.store({}));
  REQUIRE(sink.folder(inbox()));
  model::Message message;
  message.folder = {1};
  REQUIRE(sink.message(message));
  CHECK(target.messages.at(0).provenance.state == model::State::Partial);
}

TEST_CASE("of a disk that was read to its end nothing is said") {
  test::CollectingSink target;
  run::UnreadSink sink(target, places({}));
  REQUIRE(sink.store({}));
  REQUIRE(sink.folder(inbox()));
  REQUIRE(sink.message(message_at(0, 100)));
  CHECK(target.notes.empty());
  CHECK(target.messages.at(0).provenance.missing.empty());
}

}  // namespace unread_sink_test
