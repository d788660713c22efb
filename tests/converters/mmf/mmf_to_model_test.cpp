#include "converters/mmf/mmf_to_model.h"

#include "tests/converters/mmf/converted.h"

namespace {

using test::kMmfInbox;
using test::kMmfWastebasket;
using test::MmfMailbox;
using test::MmfSink;

constexpr std::uint32_t kProjectsStore = 0x00123482;

TEST_CASE("the worked example, item by item") {
  MmfSink sink;
  test::convert_mmf(test::mmf_example(), sink);

  CHECK(sink.stored->format == "MMF");
  CHECK(sink.stored->code_page == 1252);
  CHECK_FALSE(sink.tells_damage());
  REQUIRE(sink.messages.size() == 1);
  const auto& message = sink.messages[0];
  CHECK(sink.folder_of(message) == "Inbox");
  CHECK(sink.folder_named("Inbox")->role == model::FolderRole::Inbox);
  CHECK(message.provenance.state == model::State::Intact);
  CHECK(message.provenance.native_id == "oid 12345686 at 0x8480");
  CHECK(message.provenance.ranges ==
        std::vector<model::ByteRange>{{.offset = 0x8480, .length = 0x112}});
  CHECK(message.message_class == "IPM.Note");
  CHECK(message.subject == "Plan");
  REQUIRE(message.sender);
  CHECK(*message.sender ==
        model::Address{.name = "Ann Lee", .type = "MS", .address = "LAB/PO1/ANNL", .smtp = {}});
  CHECK(message.from == message.sender);
  REQUIRE(message.recipients.size() == 1);
  CHECK(message.recipients[0].kind == model::RecipientKind::To);
  CHECK(message.recipients[0].address ==
        model::Address{.name = "Bob Ray", .type = "MS", .address = "LAB/PO1/BOBR", .smtp = {}});
  constexpr std::int64_t kSent = 759'671'880;  // 1994-01-27 11:58:00, whatever the zone
  CHECK(message.sent == model::Timestamp(model::WallClock{kSent * model::kTicksPerSecond}));
  CHECK(message.received ==
        model::Timestamp(model::WallClock{(kSent + 210) * model::kTicksPerSecond}));
  CHECK(message.importance == model::Importance::Normal);
  CHECK(message.read);
  CHECK(sink.contents[0] == test::MmfContent{.body = "Plan attached: \r\nAnn\r\n",
                                             .attachments = {"Step 1\r\nStep 2\r\n"}});
  REQUIRE(message.attachments.size() == 1);
  CHECK(message.attachments[0].short_name == "PLAN.TXT");
  CHECK(message.attachments[0].rendering_position == 14);
}

TEST_CASE("folders keep their tree, their roles, and where users do not see them") {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  mailbox.folder(0x00000182, "Work", 1);
  mailbox.folder(kProjectsStore, "Projects", 2);
  mailbox.folder(kMmfWastebasket, "Deleted mail", 1);
  mailbox.folder(0x00000284, "Shared", 1, true);
  mailbox.mail(kProjectsStore, {.subject = "deep", .body = "x"});
  MmfSink sink;
  test::convert_mmf(mailbox.build().bytes(), sink);

  const auto* work = sink.folder_named("Work");
  const auto* projects = sink.folder_named("Projects");
  REQUIRE(work != nullptr);
  REQUIRE(projects != nullptr);
  CHECK(projects->parent == work->id);
  CHECK(sink.folder_named("Deleted mail")->role == model::FolderRole::Deleted);
  const auto* root = &sink.folders[0];
  CHECK(root->role == model::FolderRole::Root);
  CHECK(sink.folder_named("Shared")->parent == root->id);
  CHECK(sink.folder_of(sink.one("deep")) == "Projects");
  CHECK_FALSE(sink.tells_damage());
}

TEST_CASE("a level that jumps is clamped, and a folder listed twice is where it was first") {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  mailbox.folder(kProjectsStore, "Projects", 5);
  mailbox.folder(0x00000182, "Work", 1);
  auto store = mailbox.build();
  auto& tree = store.at(test::kMmfVisible);
  tree.data =
      test::mmf_list({{kMmfInbox, test::mmf_text(std::string("\x01\0Inbox\0\0\0", 10))},
                      {kProjectsStore, test::mmf_text(std::string("\x05\0Projects\0\0\0", 13))},
                      {kProjectsStore, test::mmf_text(std::string("\x01\0Twice\0\0\0", 10))},
                      {0x00000182, test::mmf_text(std::string("\x01\0Work\0\0\0", 9))}});
  store.lay_out();
  MmfSink sink;
  test::convert_mmf(store.bytes(), sink);

  CHECK(sink.folder_named("Projects")->parent == sink.folder_named("Inbox")->id);
  CHECK(sink.folder_named("Twice") == nullptr);
  CHECK(sink.has_note("hierarchy.level"));
  CHECK(sink.has_note("hierarchy.key"));
}

TEST_CASE("Q170577 a folder that no hierarchy names hangs at the top under its number") {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  mailbox.folder(kProjectsStore, "Projects");
  mailbox.mail(kProjectsStore, {.subject = "orphan", .body = "x"});
  auto store = mailbox.build();
  store.at(test::kMmfVisible).data =
      test::mmf_list({{kMmfInbox, test::mmf_text(std::string("\x01\0Inbox\0\0\0", 10))}});
  store.lay_out();
  MmfSink sink;
  test::convert_mmf(store.bytes(), sink);

  CHECK(sink.folder_of(sink.one("orphan")) == "Orphan folder 00123482");
  CHECK(sink.tells_damage());
}

TEST_CASE("Q113164 a link is a message of its own folder with its target's data") {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  mailbox.folder(kProjectsStore, "Projects");
  const auto original = mailbox.mail(kMmfInbox, {.subject = "Plan", .body = "shared"});
  mailbox.link(kProjectsStore, original);
  MmfSink sink;
  test::convert_mmf(mailbox.build().bytes(), sink);

  REQUIRE(sink.messages.size() == 2);
  CHECK(sink.messages[0].subject == "Plan");
  CHECK(sink.messages[1].subject == "Plan");
  CHECK(sink.folder_of(sink.messages[1]) == "Projects");
  CHECK(sink.contents[0] == sink.contents[1]);
  CHECK_FALSE(sink.tells_damage());
}

TEST_CASE("an original that survives for its links only is in their folders and in no other") {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  mailbox.folder(kProjectsStore, "Projects");
  const auto original = mailbox.mail(kMmfInbox, {.subject = "Plan", .body = "shared"});
  mailbox.link(kProjectsStore, original);
  auto store = mailbox.build();
  store.at(original).flags |= 0x0020;
  store.at(kMmfInbox).data = test::mmf_list({});
  store.lay_out();
  MmfSink sink;
  test::convert_mmf(store.bytes(), sink);

  REQUIRE(sink.messages.size() == 1);
  CHECK(sink.folder_of(sink.messages[0]) == "Projects");
  CHECK_FALSE(sink.tells_damage());
}

TEST_CASE("links in a circle are told, and cost nothing else") {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  const auto first = mailbox.link(kMmfInbox, 0x00020086);
  mailbox.mail(kMmfInbox, {.subject = "Plan", .body = "x"});
  auto store = mailbox.build();
  store.at(first).target = first;
  store.lay_out();
  MmfSink sink;
  test::convert_mmf(store.bytes(), sink);

  CHECK(sink.one("Plan").provenance.state == model::State::Intact);
  CHECK(sink.messages.size() == 2);  // the other one is the row
  CHECK(sink.tells_damage());
}

TEST_CASE("what programs sent each other is in a folder of its own") {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  mailbox.message_class(7, "IPC.Own.Data");
  mailbox.mail(kMmfInbox, {.subject = "data", .body = "x", .message_class = 7});
  mailbox.mail(kMmfInbox, {.subject = "Plan", .body = "x"});
  MmfSink sink;
  test::convert_mmf(mailbox.build().bytes(), sink);

  CHECK(sink.folder_of(sink.one("data")) == "Program messages");
  CHECK(sink.one("data").message_class == "IPC.Own.Data");
  CHECK(sink.folder_of(sink.one("Plan")) == "Inbox");
}

TEST_CASE("an attachment that no message names is in a message of its own") {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  mailbox.object({.oid = 0x0000AA87,
                  .type_flags = 2,
                  .data = test::mmf_list({{0x0006800F, test::mmf_text("content")},
                                          {0x00018010, test::mmf_string("LOOSE.TXT")}})});
  MmfSink sink;
  test::convert_mmf(mailbox.build().bytes(), sink);

  const auto& message = sink.one("Unreferenced attachments");
  CHECK(sink.folder_of(message) == "Lost and Found");
  REQUIRE(message.attachments.size() == 1);
  CHECK(message.attachments[0].short_name == "LOOSE.TXT");
  CHECK(sink.contents[0].attachments == std::vector<std::string>{"content"});
}

TEST_CASE("an empty store is a mailbox without mail") {
  MmfSink sink;
  test::convert_mmf(test::MmfMailbox().build().bytes(), sink);

  CHECK(sink.messages.empty());
  CHECK_FALSE(sink.tells_damage());
}

TEST_CASE("text is read in the code page of the store's language, or the one it is told") {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  mailbox.mail(kMmfInbox, {.subject = "\x8c\x76\x89\xe6", .body = "\x8c\x76\x89\xe6"});
  auto store = mailbox.build();
  store.language = "Japanese";
  MmfSink sink;
  test::convert_mmf(store.bytes(), sink);
  CHECK(sink.messages[0].subject == "計画");
  CHECK(sink.messages[0].bodies.text->code_page == 932);

  store.language = "";
  MmfSink second;
  test::convert_mmf(store.bytes(), second, {.charset = 932});
  CHECK(second.messages[0].subject == "計画");
  CHECK(second.has_note("--charset"));
}

}  // namespace
