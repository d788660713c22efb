#include "converters/run/duplicates.h"

#include <catch2/catch.hpp>

#include "recording_sink.h"

namespace duplicates_test {

using run::DuplicateKey;
using test::make_message;
using Lines = std::vector<std::string>;

model::Attachment file(std::string_view content) {
  model::Attachment attachment;
  attachment.long_name = "a.txt";
  attachment.content = bytes::make_blob(content);
  return attachment;
}

model::Message mail(std::string native_id = "a") {
  auto message = make_message(1, std::move(native_id));
  message.subject = "Numbers";
  message.from.emplace();
  message.from->name = "Ann";
  message.from->smtp = "ann@example.com";
  message.recipients.resize(2);
  message.recipients[0].address.smtp = "bo@example.com";
  message.recipients[1].address.type = "MS";
  message.recipients[1].address.address = "N/P/CY";
  message.sent = model::Instant{12'345'678'901'234'567};
  message.bodies.text = model::Body{.content = bytes::make_blob("Hello,\r\n  world \r\n")};
  message.attachments = {file("one"), file("two")};
  return message;
}

bool are_same(const model::Message& a, const model::Message& b, DuplicateKey key) {
  const auto first = run::item_digest(a, key);
  const auto second = run::item_digest(b, key);
  REQUIRE(first);
  REQUIRE(second);
  return *first == *second;
}

/// What reaches the target, and what became of each.
class Run {
 public:
  explicit Run(run::DedupeOptions options) : sink_(target_, options) {
    REQUIRE(sink_.folder(test::make_folder(0, "Top", 0)));
    REQUIRE(sink_.folder(test::make_folder(1, "Inbox", 9)));
    target_.lines.clear();
  }
  model::Delivered put(const model::Message& message) {
    const auto delivered = sink_.message(message);
    REQUIRE(delivered);
    return *delivered;
  }
  test::RecordingSink& target() { return target_; }
  [[nodiscard]] const run::Duplicates& found() const { return sink_.found(); }

 private:
  test::RecordingSink target_;
  run::DuplicateSink sink_;
};

/// Cannot be read.
class Unreadable final : public bytes::ByteSource {
 public:
  [[nodiscard]] std::uint64_t size() const override { return 3; }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    return bytes::fail(bytes::ErrorKind::Io, "bad sector");
  }
};

using run::Dedupe;

TEST_CASE("the place of an item and what its store numbers it by are no difference") {
  auto copy = mail("b");
  copy.folder = {7};
  copy.created = model::Instant{1};
  copy.properties.add(
      {.id = 0x0FFF, .type = model::PropertyType::Binary, .name = {}, .value = model::Binary{}});
  copy.provenance.ranges = {{.offset = 5, .length = 6}};

  CHECK(are_same(mail(), copy, DuplicateKey::Exact));
  CHECK(are_same(mail(), copy, DuplicateKey::Content));
}

TEST_CASE("an exact duplicate has every byte and field") {
  auto read = mail();
  read.read = true;
  auto body = mail();
  body.bodies.text->content = bytes::make_blob("Hello,\r\n  world\r\n");
  auto order = mail();
  std::swap(order.attachments[0], order.attachments[1]);
  auto property = mail();
  property.properties.add(
      {.id = 0x1000, .type = model::PropertyType::String, .name = {}, .value = std::string("x")});

  for (const auto& other : {read, body, order, property}) {
    CHECK_FALSE(are_same(mail(), other, DuplicateKey::Exact));
    CHECK(are_same(mail(), other, DuplicateKey::Content));
  }
}

TEST_CASE("what a reader of the mail sees makes another content") {
  auto subject = mail();
  subject.subject = "numbers";
  auto body = mail();
  body.bodies.text->content = bytes::make_blob("Hello, World");
  auto attachment = mail();
  attachment.attachments[1] = file("three");
  auto recipient = mail();
  recipient.recipients[1].kind = model::RecipientKind::Cc;
  auto sent = mail();
  sent.sent = model::WallClock{model::ticks_of(*mail().sent)};
  auto sender = mail();
  sender.from->smtp = "al@example.com";
  auto message_class = mail();
  message_class.message_class = "REPORT.IPM.Note.NDR";

  for (const auto& other : {subject, body, attachment, recipient, sent, sender, message_class}) {
    CHECK_FALSE(are_same(mail(), other, DuplicateKey::Content));
  }
}

TEST_CASE(
    "content is the same whatever order people and files stand in, and however it is written") {
  auto other = mail();
  std::swap(other.recipients[0], other.recipients[1]);
  std::swap(other.attachments[0], other.attachments[1]);
  other.from->smtp = "Ann@Example.com";
  other.sent = model::Instant{12'345'678'900'000'000};
  other.bodies.text.reset();
  other.bodies.html =
      model::Body{.content = bytes::make_blob("<html><title>x</title><p>Hello,<br>world</html>")};

  CHECK(are_same(mail(), other, DuplicateKey::Content));
}

TEST_CASE("contacts and what has no sender or date are compared exactly under either key") {
  auto contact = mail();
  contact.contact.emplace();
  auto undated = mail();
  undated.sent.reset();
  auto anonymous = mail();
  anonymous.from.reset();

  for (const auto& message : {contact, undated, anonymous}) {
    auto other = message;
    other.read = true;
    CHECK(are_same(message, message, DuplicateKey::Content));
    CHECK_FALSE(are_same(message, other, DuplicateKey::Content));
  }
}

TEST_CASE("an item that is hidden, not whole or not readable is never a duplicate") {
  auto hidden = mail();
  hidden.associated = true;
  auto partial = mail();
  partial.provenance.miss("attachment 1", "gone");
  auto piece = mail();
  piece.attachments[0].provenance.miss("content", "gone");
  auto unreadable = mail();
  unreadable.attachments[0].content = std::make_shared<Unreadable>();

  for (const auto& message : {hidden, partial, piece, unreadable}) {
    CHECK_FALSE(run::item_digest(message, DuplicateKey::Exact));
    CHECK_FALSE(run::item_digest(message, DuplicateKey::Content));
  }
}

TEST_CASE("a report passes everything on and names the groups") {
  Run run({.mode = Dedupe::Report, .key = DuplicateKey::Exact});

  for (const char* id : {"a", "b", "c"}) {
    CHECK(run.put(mail(id)).disposition == model::Disposition::Written);
  }

  CHECK(run.target().lines == Lines{"message 1 a", "message 1 b", "message 1 c"});
  const auto& found = run.found();
  CHECK(found.groups == 1);
  CHECK(found.copies == 2);
  REQUIRE(found.listed.size() == 1);
  REQUIRE(found.listed[0].items.size() == 3);
  CHECK(to_text(found.listed[0].items[2]) == "c in \"Top/Inbox\"");
}

TEST_CASE("later copies are skipped, and say what they are copies of") {
  Run run({.mode = Dedupe::Skip, .key = DuplicateKey::Content});
  auto copy = mail("b");
  copy.read = true;

  CHECK(run.put(mail("a")).disposition == model::Disposition::Written);
  const auto delivered = run.put(copy);

  CHECK(delivered.disposition == model::Disposition::Skipped);
  CHECK(delivered.why == "a duplicate (--dedupe skip, key content)");
  CHECK(delivered.repeats == "a in \"Top/Inbox\"");
  CHECK(run.target().lines == Lines{"message 1 a"});
}

TEST_CASE("a copy of what the target refused, or of deleted mail, is written") {
  Run run({.mode = Dedupe::Skip, .key = DuplicateKey::Exact});
  auto deleted = mail("deleted");
  deleted.provenance.state = model::State::Recovered;
  run.target().decide = [](const model::Message& message) -> model::Result<model::Delivered> {
    const bool refuses = message.provenance.native_id == "refused";
    return model::Delivered{
        .disposition = refuses ? model::Disposition::Failed : model::Disposition::Written,
        .why = {},
        .path = {}};
  };

  run.put(mail("refused"));
  run.put(deleted);
  CHECK(run.put(mail("b")).disposition == model::Disposition::Written);
  CHECK(run.put(deleted).disposition == model::Disposition::Skipped);

  CHECK(run.found().copies == 1);
}

}  // namespace duplicates_test
