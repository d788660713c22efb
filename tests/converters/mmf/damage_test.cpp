#include <catch2/catch.hpp>

#include "tests/converters/mmf/converted.h"

namespace {

using test::kMmfInbox;
using test::MmfBytes;
using test::MmfMailbox;
using test::MmfSink;
using test::MmfStore;

constexpr std::uint32_t kProjects = 0x00123482;

/// Two folders with three messages each, and attachments.
MmfMailbox six() {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  mailbox.folder(kProjects, "Projects");
  for (int i = 0; i < 6; ++i) {
    const std::string number = std::to_string(i);
    mailbox.mail(i % 2 == 0 ? kMmfInbox : kProjects,
                 {.subject = "Subject " + number,
                  .body = "Body " + number,
                  .attachments = {{"F" + number + ".TXT", "content " + number}}});
  }
  return mailbox;
}

void check_all_six(const MmfSink& sink) {
  for (int i = 0; i < 6; ++i) {
    const std::string number = std::to_string(i);
    const auto& message = sink.one("Subject " + number);
    CHECK(sink.folder_of(message) == (i % 2 == 0 ? "Inbox" : "Projects"));
    CHECK(sink.content_text(message) == "Body " + number);
    REQUIRE(message.attachments.size() == 1);
    CHECK(message.provenance.missing.empty());
  }
  CHECK(sink.messages.size() == 6);
}

void zero(MmfBytes& file, std::size_t begin, std::size_t end) {
  std::fill(file.begin() + static_cast<std::ptrdiff_t>(begin),
            file.begin() + static_cast<std::ptrdiff_t>(end), std::byte{0});
}

TEST_CASE("with the header, either map or both of them gone, every message is in its folder") {
  struct Part {
    std::size_t begin;
    std::size_t end;
  };
  for (const Part& part : {Part{0, 0x200}, Part{0x200, 0x4200}, Part{0x4200, 0x8200},
                           Part{0x200, 0x8200}, Part{0, 0x8200}}) {
    MmfBytes file = six().build().bytes();
    zero(file, part.begin, part.end);
    MmfSink sink;
    test::convert_mmf(file, sink);

    check_all_six(sink);
    // The map that is not in force is a witness, and nobody asked it.
    CHECK(sink.tells_damage() == (part.begin != 0x4200));
  }
}

TEST_CASE("a deleted message is recovered with its attachment, marked, and left out on demand") {
  auto store = six().build();
  const std::uint32_t oid = 0x00010086;  // the first
  const MmfStore before = store;
  auto& message = store.at(oid);
  const MmfBytes left = before.bytes();
  message.oid = (oid & 0xFFFFFF00U) | 0x8FU;
  message.flags = 0x8000;
  // What lay there lies there still.
  MmfBytes object = test::mmf_number(oid, 4);
  test::put(object, message.data.size(), 4);
  test::append(object, message.data);
  message.data = object;
  auto& inbox = store.at(kMmfInbox);
  inbox.data = test::mmf_list({});
  MmfSink sink;
  test::convert_mmf(store.bytes(), sink);

  const auto& recovered = sink.one("Subject 0");
  CHECK(sink.folder_of(recovered) == "Recovered Items");
  CHECK(recovered.provenance.state == model::State::Recovered);
  REQUIRE(recovered.attachments.size() == 1);
  CHECK(recovered.provenance.missing.empty());
  CHECK(sink.folder_named("Recovered Items")->role == model::FolderRole::Recovered);

  MmfSink without;
  test::convert_mmf(store.bytes(), without, {.deleted = false});
  CHECK(without.folder_named("Recovered Items") == nullptr);
}

TEST_CASE("a deleted copy of a message that is still there is left out, and counted") {
  auto mailbox = six();
  auto store = mailbox.build();
  MmfBytes copy = test::mmf_number(0x00777786, 4);
  test::put(copy, store.at(0x00010086).data.size(), 4);
  test::append(copy, store.at(0x00010086).data);
  store.objects.push_back({.oid = 0x0077778F, .flags = 0x8000, .data = copy});
  store.lay_out();
  MmfSink sink;
  test::convert_mmf(store.bytes(), sink);
  check_all_six(sink);
  CHECK(sink.has_note("1 deleted copies"));
  CHECK_FALSE(sink.tells_damage());

  MmfSink both;
  test::convert_mmf(store.bytes(), both, {.keep_duplicates = true});
  CHECK(both.messages.size() == 7);
}

TEST_CASE("a message that the transaction before still names was deleted by the last one") {
  auto store = six().build();
  const auto found = std::ranges::find(store.objects, 0x00010086U, &test::MmfObject::oid);
  const auto inod = static_cast<std::size_t>(found - store.objects.begin()) + 1;
  store.other_nodes[inod] = *found;
  const MmfBytes image = store.bytes();
  // The node in force is free; its bytes are as they were.
  MmfStore after = store;
  auto& freed = after.at(0x00010086);
  MmfBytes object = test::mmf_number(0x00010086, 4);
  test::put(object, freed.data.size(), 4);
  test::append(object, freed.data);
  freed.data = object;
  freed.oid = 0x0001008F;
  freed.flags = 0x8000;
  after.at(kMmfInbox).data = test::mmf_list({});
  MmfSink sink;
  test::convert_mmf(after.bytes(), sink);

  CHECK(sink.folder_of(sink.one("Subject 0")) == "Recovered Items");
}

TEST_CASE("a row without its message is a message of what the row says, incomplete") {
  auto mailbox = six();
  mailbox.row(kMmfInbox, 0x00AAAA86, {.subject = "only a row", .body = {}});
  MmfSink sink;
  test::convert_mmf(mailbox.build().bytes(), sink);

  const auto& message = sink.one("only a row");
  CHECK(sink.folder_of(message) == "Inbox");
  CHECK(message.provenance.state == model::State::Partial);
  CHECK(message.sender->name == "Ann Lee");
  CHECK(message.received);
  CHECK_FALSE(message.bodies.text);
  CHECK(sink.messages.size() == 7);
}

TEST_CASE("Q141065 a message whose folder lists it no more is found by the folder it names") {
  auto store = six().build();
  store.at(kMmfInbox).data = test::mmf_list({});
  store.lay_out();
  MmfSink sink;
  test::convert_mmf(store.bytes(), sink);
  check_all_six(sink);

  auto second = six().build();
  second.at(0x00010086).parent = 0x00999982;
  second.at(kMmfInbox).data = test::mmf_list({});
  second.lay_out();
  MmfSink lost;
  test::convert_mmf(second.bytes(), lost);
  CHECK(lost.folder_of(lost.one("Subject 0")) == "Lost and Found");
}

TEST_CASE("an object whose header is wrong is read where the map says it lies, and told") {
  const auto store = six().build();
  MmfBytes plain = store.plain();
  const auto& object = store.objects[5];
  REQUIRE((object.oid & 0xFFU) == 0x86U);
  plain[object.offset] ^= std::byte{0xFF};
  plain[object.offset + 2] ^= std::byte{0xFF};
  test::mmf_encipher(plain);
  MmfSink sink;
  test::convert_mmf(plain, sink);

  CHECK(sink.messages.size() == 6);
  CHECK(sink.one("Subject 0").provenance.missing.size() == 1);
  CHECK(sink.content_text(sink.one("Subject 0")) == "Body 0");
  CHECK(sink.tells_damage());
}

TEST_CASE("a message whose first sector is gone keeps what the table at its end still names") {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  // The attributes behind the body lie before it in the object.
  mailbox.mail(kMmfInbox, {.subject = "s", .body = std::string(2000, 'x')});
  const auto store = mailbox.build();
  const auto& object = store.objects.back();
  REQUIRE((object.oid & 0xFFU) == 0x86U);
  MmfBytes file = store.bytes();
  zero(file, object.offset, object.offset + 128);
  MmfSink sink;
  test::convert_mmf(file, sink);

  REQUIRE(sink.messages.size() == 1);
  CHECK(sink.messages[0].subject == "s");
  CHECK(sink.messages[0].provenance.state != model::State::Intact);
  CHECK_FALSE(sink.messages[0].provenance.missing.empty());
}

TEST_CASE("an element outside its object costs itself, and a count beyond its table is told") {
  auto store = six().build();
  auto& message = store.at(0x00010086);
  // The last entry of the table: its size.
  for (std::size_t i = message.data.size() - 4; i < message.data.size(); ++i) {
    message.data[i] = std::byte{0xFF};
  }
  MmfSink sink;
  test::convert_mmf(store.bytes(), sink);
  const auto& damaged = sink.one("Subject 0");
  CHECK(damaged.provenance.state == model::State::Partial);
  CHECK(sink.content_text(damaged) == "Body 0");
  CHECK(sink.messages.size() == 6);
}

TEST_CASE("a folder that seventeen others hold copies of is delivered sixteen times") {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  const auto oid = mailbox.mail(kMmfInbox, {.subject = "everywhere", .body = "x"});
  for (std::uint32_t i = 0; i < 20; ++i) {
    const std::uint32_t folder = ((0x500 + i) << 8U) | 0x82U;
    mailbox.folder(folder, "Folder " + std::to_string(i));
    mailbox.row(folder, oid, {.subject = "everywhere", .body = "x"});
  }
  MmfSink sink;
  test::convert_mmf(mailbox.build().bytes(), sink);

  CHECK(sink.messages.size() == 16);
  CHECK(sink.tells_damage());
}

TEST_CASE("Q115167 a store cut in the middle names each message that is gone") {
  auto store = six().build();
  MmfBytes file = store.bytes();
  const auto fourth = std::ranges::find_if(store.objects, [n = 0](const auto& object) mutable {
    return (object.oid & 0xFFU) == 0x86U && ++n == 4;
  });
  file.resize(fourth->offset + 16);
  MmfSink sink;
  test::convert_mmf(file, sink);

  std::size_t whole = 0;
  std::size_t rows = 0;
  for (const auto& message : sink.messages) {
    whole += message.provenance.missing.empty() ? 1U : 0U;
    rows += message.provenance.native_id.starts_with("row") ? 1U : 0U;
  }
  CHECK(whole == 3);
  CHECK(rows == 3);
  CHECK(sink.tells_damage());
}

/// Twenty messages, of which `broken` has no table of contents.
MmfStore twenty(std::uint32_t broken) {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  std::uint32_t bad = 0;
  for (std::uint32_t i = 0; i < 20; ++i) {
    const auto oid =
        mailbox.mail(kMmfInbox, {.subject = "Subject " + std::to_string(i), .body = "x"});
    bad = i == broken ? oid : bad;
  }
  auto store = mailbox.build();
  for (auto& byte : store.at(bad).data) {
    byte = std::byte{0xEE};
  }
  return store;
}

TEST_CASE("Q156566 one unreadable message of twenty costs itself, and is told by folder and name") {
  MmfSink sink;
  test::convert_mmf(twenty(7).bytes(), sink);

  CHECK(sink.messages.size() == 20);
  std::size_t whole = 0;
  for (const auto& message : sink.messages) {
    whole += message.provenance.missing.empty() ? 1U : 0U;
  }
  CHECK(whole == 19);
  const auto& damaged = sink.one("Subject 7");
  CHECK(sink.folder_of(damaged) == "Inbox");
  CHECK(damaged.provenance.native_id.find("00010786") != std::string::npos);
  CHECK(damaged.provenance.state == model::State::Partial);
}

TEST_CASE("Q103697 messages alike but for their text are two messages") {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  mailbox.mail(kMmfInbox, {.subject = "same", .body = "one"});
  mailbox.mail(kMmfInbox, {.subject = "same", .body = "two"});
  MmfSink sink;
  test::convert_mmf(mailbox.build().bytes(), sink);

  REQUIRE(sink.messages.size() == 2);
  CHECK(sink.contents[0].body == "one");
  CHECK(sink.contents[1].body == "two");
}

TEST_CASE("Q131508 a message that a repair emptied gets its text from its one copy, and says so") {
  for (const int copies : {0, 1, 2}) {
    MmfMailbox mailbox;
    mailbox.folder(kMmfInbox, "Inbox");
    mailbox.folder(kProjects, "Lost and Found");
    mailbox.mail(kMmfInbox,
                 {.subject = "Plan", .body = "This message could not be fully recovered."});
    for (int i = 0; i < copies; ++i) {
      mailbox.mail(kProjects, {.subject = "Plan", .body = "The text"});
    }
    mailbox.mail(kProjects, {.subject = "Other", .body = "Other text"});
    MmfSink sink;
    test::convert_mmf(mailbox.build().bytes(), sink);

    CHECK(sink.messages.size() == static_cast<std::size_t>(copies) + 2);
    CHECK(sink.contents[0].body ==
          (copies == 1 ? "The text" : "This message could not be fully recovered."));
    CHECK(sink.messages[0].provenance.missing.empty() == (copies == 1));
    CHECK(sink.has_note("its text comes from its copy") == (copies == 1));
  }
}

TEST_CASE("Q96501 what is unread is what the messages say, whatever the rows do") {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  const auto oid = mailbox.mail(kMmfInbox, {.subject = "s", .body = "x", .status = 0});
  auto store = mailbox.build();
  auto& rows = store.at(kMmfInbox).data;
  rows[4 + 14] = std::byte{0x20};  // the row says that it was read
  MmfSink sink;
  test::convert_mmf(store.bytes(), sink);

  CHECK(oid != 0);
  CHECK_FALSE(sink.messages[0].read);
}

TEST_CASE("a message that cannot be read keeps the attachments that are its") {
  auto store = six().build();
  auto& data = store.at(0x00010086).data;
  std::fill(data.begin(), data.end(), std::byte{0xEE});
  MmfSink sink;
  test::convert_mmf(store.bytes(), sink);

  const auto& damaged = sink.one("Subject 0");
  CHECK(damaged.provenance.state == model::State::Partial);
  REQUIRE(damaged.attachments.size() == 1);
  CHECK(damaged.attachments[0].short_name == "F0.TXT");
  CHECK(sink.messages.size() == 6);
}

TEST_CASE("a header that says the maps are empty is not believed") {
  MmfBytes file = six().build().bytes();
  file[0x0C] = std::byte{0};
  file[0x0D] = std::byte{0};
  MmfSink sink;
  test::convert_mmf(file, sink);

  CHECK(sink.tells_damage());
  for (int i = 0; i < 6; ++i) {
    const auto& message = sink.one("Subject " + std::to_string(i));
    CHECK(sink.folder_of(message) == (i % 2 == 0 ? "Inbox" : "Projects"));
  }
}

TEST_CASE("elements that share their bytes do not multiply them") {
  auto store = six().build();
  auto& data = store.at(0x00010086).data;
  // Every entry of the table names the largest value there can be.
  const std::size_t table =
      std::to_integer<std::size_t>(data[0]) + 256 * std::to_integer<std::size_t>(data[1]);
  for (std::size_t at = table + 14; at + 12 <= data.size(); at += 12) {
    const auto all = test::mmf_number(table - 4, 4);
    const auto begin = test::mmf_number(4, 4);
    std::copy(begin.begin(), begin.end(), data.begin() + static_cast<std::ptrdiff_t>(at + 4));
    std::copy(all.begin(), all.end(), data.begin() + static_cast<std::ptrdiff_t>(at + 8));
  }
  MmfSink sink;
  test::convert_mmf(store.bytes(), sink);

  CHECK(sink.tells_damage());
  CHECK(sink.messages.size() >= 6);
}

}  // namespace
