#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "formats/mapi/property_tags.h"
#include "tests/converters/mapi/bag_builder.h"
#include "tests/converters/pst/written.h"
#include "tests/formats/pst/ndb_image.h"

namespace sink_test {

using convert::pst::PstOptions;
using model::Disposition;
using model::FolderRole;
using pst::Width;
using test::lint;
using test::Written;

namespace {

/// Text of `size` bytes that no program confuses with another's.
model::Body body(std::size_t size, int seed = 0) {
  std::string text;
  while (text.size() < size) {
    text += "line " + std::to_string(text.size() + static_cast<std::size_t>(seed)) + "\r\n";
  }
  text.resize(size);
  return {.content = bytes::make_blob(std::string_view(text)), .code_page = 65001};
}

model::Message mail(const std::string& subject) {
  model::Message message;
  message.subject = subject;
  message.sent = model::Instant{.ticks = 8'000'000'000'000'000};
  message.from = model::Address{
      .name = "Ada", .type = "SMTP", .address = "ada@example.org", .smtp = "ada@example.org"};
  message.recipients.push_back({.kind = model::RecipientKind::To,
                                .address = {.name = "Bea", .type = "MS", .address = "N/P/BEA"}});
  message.bodies.text = body(200);
  message.provenance = {.source = "a.mmf", .native_id = subject};
  return message;
}

/// A content of a size that no machine has.
class HugeSource final : public bytes::ByteSource {
 public:
  [[nodiscard]] std::uint64_t size() const override { return std::uint64_t{1} << 31U; }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    return bytes::fail(bytes::ErrorKind::Io, "nobody should read this");
  }
};

/// One mail of every kind of content.
std::vector<model::Message> all_sorts() {
  std::vector<model::Message> messages;
  messages.push_back(mail("plain"));
  messages.push_back(model::Message());
  auto html = mail("Re: html \u00E9");
  html.bodies.html = body(5000);
  html.bodies.rtf = body(100);
  html.categories = {"one", "two"};
  html.recipients.push_back({.kind = model::RecipientKind::Bcc,
                             .address = {.name = "C", .type = "SMTP", .address = "c@x"}});
  messages.push_back(html);
  auto attached = mail("attachments");
  attached.attachments.push_back(
      {.long_name = "A long name.txt", .content = bytes::make_blob(std::string_view("x"))});
  attached.attachments.push_back({.long_name = "large.bin", .content = body(100'000).content});
  attached.attachments.push_back(
      {.long_name = "empty", .content = bytes::make_blob(std::string_view())});
  attached.attachments.push_back({.kind = model::AttachmentKind::Ole,
                                  .long_name = "ole",
                                  .content = bytes::make_blob(std::string_view("storage"))});
  attached.attachments.push_back(
      {.kind = model::AttachmentKind::Reference, .long_name = "r", .path = "\\\\s\\r"});
  attached.attachments.push_back({.long_name = "lost"});
  attached.attachments.push_back(
      {.kind = model::AttachmentKind::Embedded, .message = std::make_shared<model::Message>(html)});
  messages.push_back(attached);
  auto hidden = mail("IPM.Configuration.X");
  hidden.associated = true;
  hidden.message_class = "IPM.Configuration.X";
  hidden.recipients.clear();
  messages.push_back(hidden);
  model::Message contact;
  contact.contact = model::Contact{.display_name = "Ada", .surname = "Lovelace"};
  contact.contact->emails.push_back({.name = "Ada", .type = "SMTP", .address = "a@x"});
  messages.push_back(contact);
  model::Message appointment;
  appointment.message_class = "IPM.Appointment";
  appointment.subject = "Weekly";
  appointment.calendar = model::CalendarItem{
      .start = model::Instant{.ticks = 8'000'000'000'000'000},
      .end = model::Instant{.ticks = 8'000'036'000'000'000},
      .location = "Room",
      .recurrence = model::Recurrence{.frequency = model::Frequency::Weekly, .weekdays = 2}};
  messages.push_back(appointment);
  auto unread = mail("a subject of " + std::string(300, 'x'));
  unread.read = false;
  messages.push_back(unread);
  return messages;
}

/// A mailbox with folders in their roles and all sorts of items in each.
void fill(Written& written) {
  model::Store store;
  store.source = "dir/mail.mmf";
  written.store(store);
  const auto inbox = written.folder("Inbox", FolderRole::Inbox);
  const auto deleted = written.folder("Wastebasket", FolderRole::Deleted);
  written.folder("Empty", FolderRole::Drafts);
  const auto deep = written.folder("Deep \u00E9", FolderRole::None, inbox);
  const auto contacts = written.folder("People", FolderRole::Contacts);
  const auto calendar = written.folder("Dates", FolderRole::Calendar);
  for (const auto folder : {inbox, deleted, deep, contacts, calendar}) {
    for (const model::Message& message : all_sorts()) {
      CHECK(written.message(folder, message).disposition == Disposition::Written);
    }
  }
}

std::vector<std::string> names_of(const Written& written) {
  std::vector<std::string> names;
  for (const auto& part : written.parts) {
    names.push_back(part->name);
  }
  return names;
}

}  // namespace

TEST_CASE("an empty mailbox is a store without findings, in both widths") {
  for (const Width width : {Width::Unicode, Width::Ansi}) {
    Written written({.width = width});
    written.store();
    written.finish();

    REQUIRE(written.parts.size() == 1);
    CHECK(written.parts[0]->file.committed());
    CHECK(lint(written) == "");
  }
}

TEST_CASE("items of all sorts make a store without findings, in both widths") {
  for (const Width width : {Width::Unicode, Width::Ansi}) {
    Written written({.width = width});
    fill(written);
    written.finish();

    CHECK(lint(written) == "");
    CHECK(names_of(written) == std::vector<std::string>{"X.pst"});
  }
}

TEST_CASE("the same mailbox is the same bytes") {
  const auto content = [] {
    Written written;
    fill(written);
    written.finish();
    return written.parts.at(0)->file.content();
  };

  CHECK((content() == content()));
}

TEST_CASE("the path of an item is its part and its folder") {
  Written written;
  written.store();
  const auto inbox = written.folder("Inbox", FolderRole::Inbox);
  const auto inner = written.folder("A", FolderRole::None, inbox);

  CHECK(written.message(inner, mail("x")).path == "X.pst: Inbox/A");
}

TEST_CASE("no part has its name before all are whole") {
  Written written({.split_size = 1});
  written.store();
  const auto inbox = written.folder("Inbox", FolderRole::Inbox);
  written.message(inbox, mail("1"));
  written.message(inbox, mail("2"));

  REQUIRE(written.parts.size() == 2);
  CHECK(written.parts[0]->file.synced());
  CHECK_FALSE(written.parts[0]->file.committed());
  written.finish();
  CHECK(written.parts[0]->file.committed());
  CHECK(written.parts[1]->file.committed());
  CHECK(written.parts[1]->file.synced());
}

TEST_CASE("parts stay below the split size, and repeat all folders") {
  constexpr std::uint64_t kSplit = 2'000'000;
  Written written({.split_size = kSplit});
  written.store();
  const auto inbox = written.folder("Inbox", FolderRole::Inbox);
  written.folder("Empty");
  const auto deep = written.folder("Deep", FolderRole::None, inbox);
  std::set<std::string> paths;
  for (int i = 0; i < 60; ++i) {
    auto message = mail("m" + std::to_string(i));
    message.attachments.push_back({.long_name = "a", .content = body(100'000, i).content});
    paths.insert(written.message(deep, message).path);
  }
  written.finish();

  CHECK(written.parts.size() == paths.size());
  CHECK(written.parts.size() >= 4);
  for (const auto& part : written.parts) {
    CHECK(part->file.size() <= kSplit);
    CHECK(part->file.size() > kSplit / 2);
  }
  CHECK(names_of(written)[1] == "X-2.pst");
  CHECK(paths.contains("X-2.pst: Inbox/Deep"));
  const auto folders = [](const auto& part) {
    constexpr std::uint32_t kNormalFolder = 2;
    const test::NdbImage image(part->file);
    return std::ranges::count_if(
        image.nodes, [](const auto& node) { return (node.nid & 0x1FU) == kNormalFolder; });
  };
  CHECK(folders(written.parts.front()) == 7);  // four that every store has, and three
  CHECK(folders(written.parts.back()) == 7);
  CHECK(lint(written) == "");
}

TEST_CASE("what a folder loses is told once, however many parts have it") {
  Written written({.width = Width::Ansi, .split_size = 1});
  written.store();
  const auto folder = written.folder("\u4e2d\u6587");
  written.message(folder, mail("1"));
  written.message(folder, mail("2"));
  written.message(folder, mail("3"));

  REQUIRE(written.parts.size() == 3);
  const auto of_folder = std::ranges::count_if(written.notes, [](const model::Note& note) {
    return note.where == "folder 1 (\u4e2d\u6587)" && note.damage;
  });
  CHECK(of_folder == 1);
}

TEST_CASE("an ANSI store's name that its code page has no letters for is told") {
  Written written({.width = Width::Ansi});
  model::Store store;
  store.source = "source";
  store.display_name = "\u4e2d\u6587";
  written.store(store);

  REQUIRE(written.notes.size() == 1);
  CHECK(written.notes[0].where == "source");
  CHECK(written.notes[0].text.starts_with("2 characters of the store's texts"));
}

TEST_CASE("an item larger than the split size has a part of its own") {
  Written written({.split_size = 600'000});
  written.store();
  const auto inbox = written.folder("Inbox", FolderRole::Inbox);
  auto large = mail("large");
  large.attachments.push_back({.long_name = "a", .content = body(2'000'000).content});

  CHECK(written.message(inbox, mail("1")).path == "X.pst: Inbox");
  CHECK(written.message(inbox, large).path == "X-2.pst: Inbox");
  CHECK(written.message(inbox, mail("3")).path == "X-3.pst: Inbox");
}

TEST_CASE("Q159163 an ANSI folder of 20,000 items goes on in another part after 16,383") {
  Written written({.width = Width::Ansi, .provenance = false});
  written.store();
  const auto inbox = written.folder("Inbox", FolderRole::Inbox);
  model::Message message;
  message.properties = test::Bag().text(mapi::PidTagMessageClass, "IPM.Note");
  std::map<std::string, std::uint64_t> counts;
  for (int i = 0; i < 20'000; ++i) {
    message.provenance.native_id = std::to_string(i);
    ++counts[written.message(inbox, message).path];
  }
  written.finish();

  CHECK(counts ==
        std::map<std::string, std::uint64_t>{{"X.pst: Inbox", 16'383}, {"X-2.pst: Inbox", 3'617}});
}

TEST_CASE("Q159163 a Unicode folder takes them all") {
  Written written({.provenance = false});
  written.store();
  const auto inbox = written.folder("Inbox", FolderRole::Inbox);
  model::Message message;
  message.properties = test::Bag().text(mapi::PidTagMessageClass, "IPM.Note");
  for (int i = 0; i < 20'000; ++i) {
    written.message(inbox, message);
  }
  written.finish();

  CHECK(written.parts.size() == 1);
}

TEST_CASE("an item that no PST can hold fails alone, with the reason") {
  Written written;
  written.store();
  const auto inbox = written.folder("Inbox", FolderRole::Inbox);
  auto huge = mail("huge");
  huge.attachments.push_back({.long_name = "a", .content = std::make_shared<HugeSource>()});

  const auto delivered = written.message(inbox, huge);

  CHECK(delivered.disposition == Disposition::Failed);
  CHECK_FALSE(delivered.why.empty());
  CHECK(written.message(inbox, mail("next")).disposition == Disposition::Written);
  written.finish();
  CHECK(lint(written) == "");
}

TEST_CASE("a content whose source fails is told, and the item is written") {
  class FailingSource final : public bytes::ByteSource {
   public:
    [[nodiscard]] std::uint64_t size() const override { return 10; }
    [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
      return bytes::fail(bytes::ErrorKind::Io, "a bad block");
    }
  };
  Written written;
  written.store();
  const auto inbox = written.folder("Inbox", FolderRole::Inbox);
  auto message = mail("x");
  message.attachments.push_back({.long_name = "a", .content = std::make_shared<FailingSource>()});

  CHECK(written.message(inbox, message).disposition == Disposition::Written);
  REQUIRE(written.notes.size() == 1);
  CHECK(written.notes[0].damage);
  CHECK(written.notes[0].text.find("a bad block") != std::string::npos);
  written.finish();
  CHECK(lint(written) == "");
}

TEST_CASE("a subtree that comes after an unannounced root has its own place") {
  Written written;
  written.store();
  const auto root = written.folder("Root", FolderRole::Root);
  const auto top = written.folder("Top", FolderRole::IpmSubtree, root);
  const auto views = written.folder("Views", FolderRole::None, root);
  written.message(top, mail("1"));
  written.message(views, mail("2"));
  written.finish();

  const test::NdbImage image(written.parts.front()->file);
  CHECK(std::ranges::count_if(image.nodes, [](const auto& node) {
          return (node.nid & 0x1FU) == 2 && node.parent == 0x122;
        }) == 4);  // the root itself, subtree, search root, views
  CHECK(lint(written) == "");
}

TEST_CASE("search folders are left out, and their results live elsewhere") {
  Written written;
  written.store();
  const auto search = written.folder("Found", FolderRole::Search);

  CHECK(written.message(search, mail("x")).disposition == Disposition::Skipped);
  CHECK(written.notes.size() == 1);
}

TEST_CASE("an item whose folder nobody delivered fails") {
  Written written;
  written.store();

  CHECK(written.message({77}, mail("x")).disposition == Disposition::Failed);
}

TEST_CASE("characters that an ANSI store cannot hold are counted and told") {
  Written written({.width = Width::Ansi});
  written.store();
  const auto inbox = written.folder("Inbox", FolderRole::Inbox);
  const auto delivered = written.message(inbox, mail("\u0E01 \u0627 \u65E5"));

  CHECK(delivered.undecodable == 0);  // it was readable
  REQUIRE(written.notes.size() == 1);
  CHECK(written.notes[0].damage);
}

TEST_CASE("a series whose interval nobody means is left without its rule, and told") {
  for (const auto frequency : {model::Frequency::Daily, model::Frequency::Weekly,
                               model::Frequency::Monthly, model::Frequency::Yearly}) {
    Written written;
    written.store();
    const auto calendar = written.folder("Calendar", FolderRole::Calendar);
    auto message = mail("x");
    message.calendar.emplace();
    message.calendar->start = model::WallClock{.ticks = 8'000'000'000'000'000};
    message.calendar->recurrence = {.frequency = frequency, .interval = 1U << 30U};
    written.message(calendar, message);

    CHECK(std::ranges::any_of(written.notes, [](const model::Note& note) {
      return note.damage && note.text.find("interval") != std::string::npos;
    }));
  }
}

TEST_CASE("a time before 1601 is left out, and told") {
  Written written;
  written.store();
  const auto inbox = written.folder("Inbox", FolderRole::Inbox);
  auto message = mail("x");
  message.sent = model::Instant{.ticks = -148'000'000'000'000'000};  // 1501
  written.message(inbox, message);

  REQUIRE(written.notes.size() == 1);
  CHECK(written.notes[0].damage);
  CHECK(written.notes[0].text.find("before 1601") != std::string::npos);
}

TEST_CASE("times in a zone nobody knows are told once") {
  Written written;
  written.store();
  const auto inbox = written.folder("Inbox", FolderRole::Inbox);
  auto message = mail("x");
  message.sent = model::WallClock{.ticks = 8'000'000'000'000'000};
  written.message(inbox, message);
  written.message(inbox, message);
  written.finish();

  REQUIRE(written.notes.size() == 1);
  CHECK(written.notes[0].text.starts_with("2 times"));
}

TEST_CASE("a store's names run out: the item goes to the next part") {
  Written written({.provenance = false});
  written.store();
  const auto inbox = written.folder("Inbox", FolderRole::Inbox);
  std::string last;
  std::uint32_t name = 0;
  for (int i = 0; i < 40; ++i) {
    model::Message message;
    for (std::uint16_t id = 0; id < 1000; ++id) {
      message.properties.add({.id = static_cast<std::uint16_t>(0x8000 + id),
                              .type = model::PropertyType::Integer32,
                              .name = model::PropertyName{.set = {}, .id = name++},
                              .value = 1});
    }
    last = written.message(inbox, message).path;
  }
  written.finish();

  CHECK(last == "X-2.pst: Inbox");
}

TEST_CASE("an item with more names than a store has fails alone") {
  Written written;
  written.store();
  const auto inbox = written.folder("Inbox", FolderRole::Inbox);
  model::Message greedy;
  for (std::uint32_t name = 0; name < 33'000; ++name) {
    greedy.properties.add({.id = static_cast<std::uint16_t>(0x8000 + name % 0x7FFE),
                           .type = model::PropertyType::Integer32,
                           .name = model::PropertyName{.set = {}, .id = name},
                           .value = 1});
  }

  CHECK(written.message(inbox, mail("1")).disposition == model::Disposition::Written);
  CHECK(written.message(inbox, greedy).disposition == model::Disposition::Failed);
  CHECK(written.message(inbox, mail("2")).disposition == model::Disposition::Written);
  CHECK(written.message(inbox, mail("3")).disposition == model::Disposition::Written);
}

}  // namespace sink_test
