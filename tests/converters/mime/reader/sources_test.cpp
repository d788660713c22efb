#include "converters/mime/manifest.h"
#include "converters/mime/model_to_mime.h"
#include "converters/mime/reader/manifest_folders.h"
#include "converters/mime/reader/mime_to_model.h"
#include "formats/bytes/output.h"
#include "tests/converters/mime/reader/read_mail.h"
#include "tests/support/collecting_sink.h"
#include "tests/support/temporary_directory.h"

using convert::mime::MailKind;
using test::text_of;
using test::write_file;

namespace {

namespace fs = std::filesystem;

std::unique_ptr<test::CollectingSink> read_source(const fs::path& path, MailKind kind,
                                                  model::ReadOptions options = {}) {
  auto sink = std::make_unique<test::CollectingSink>();
  model::NoMonitor monitor;
  REQUIRE(convert::mime::mime_to_model(path, kind, options, monitor, *sink));
  CHECK(sink->order_kept);
  CHECK(sink->finished);
  CHECK(sink->balances());
  return sink;
}

/// "Top/Inbox: subject" of each message, in order.
std::vector<std::string> listing(const test::CollectingSink& sink) {
  std::map<std::uint32_t, std::string> paths;
  for (const model::Folder& folder : sink.folders) {
    const bool is_top = folder.role == model::FolderRole::IpmSubtree;
    paths[folder.id.value] =
        is_top ? "" : (folder.parent ? paths[folder.parent->value] : "") + "/" + folder.name;
  }
  std::vector<std::string> lines;
  for (const model::Message& message : sink.messages) {
    lines.push_back(paths[message.folder.value] + ": " + message.subject);
  }
  return lines;
}

model::Message mail(std::uint32_t folder, const std::string& subject) {
  model::Message message;
  message.folder = {folder};
  message.message_class = "IPM.Note";
  message.subject = subject;
  message.from =
      model::Address{.name = "Ann", .type = "SMTP", .address = "ann@a.org", .smtp = "ann@a.org"};
  message.sent = test::instant(1999, 3, 14, 9, 15);
  message.message_id = "<" + subject + "@a.org>";
  message.bodies.text =
      model::Body{.content = bytes::make_blob(std::string_view("From here\r\n>From there\r\n"))};
  message.read = true;
  message.flagged = true;
  message.provenance.source = "mail.pst";
  message.provenance.native_id = "nid " + subject;
  return message;
}

model::Provenance from_store(const std::string& native_id) {
  model::Provenance provenance;
  provenance.source = "mail.pst";
  provenance.native_id = native_id;
  return provenance;
}

/// A mailbox with odd folder names, as our writer puts it into a container.
void write_mailbox(const fs::path& path, mime::ContainerKind kind) {
  auto tree = bytes::open_directory_tree(path, bytes::Overwrite::Refuse);
  REQUIRE(tree);
  convert::mime::MimeOptions options;
  options.container = kind;
  const auto sink = convert::mime::open_sink(std::move(*tree), options);
  model::Store store;
  store.source = "mail.pst";
  REQUIRE(sink->store(store));
  const auto folder = [&](std::uint32_t id, std::optional<std::uint32_t> parent,
                          const std::string& name,
                          model::FolderRole role = model::FolderRole::None) {
    model::Folder made;
    made.id = {id};
    made.parent = parent ? std::optional(model::FolderId{*parent}) : std::nullopt;
    made.name = name;
    made.role = role;
    REQUIRE(sink->folder(made));
  };
  folder(1, std::nullopt, "Top of Personal Folders", model::FolderRole::IpmSubtree);
  folder(2, 1, "Inbox", model::FolderRole::Inbox);
  folder(3, 2, "Q1/Q2: \xE6\x97\xA5\xE6\x9C\xAC v1.2");
  folder(4, 1, "CON");
  for (const auto& [id, subject] : std::vector<std::pair<std::uint32_t, std::string>>{
           {1, "top"}, {2, "one"}, {2, "two"}, {3, "three"}, {4, "four"}}) {
    REQUIRE(sink->message(mail(id, subject)));
  }
  REQUIRE(sink->finish());
}

const std::vector<std::string> kListing = {": top", "/Inbox: one", "/Inbox: two",
                                           "/Inbox/Q1/Q2: \xE6\x97\xA5\xE6\x9C\xAC v1.2: three",
                                           "/CON: four"};

void sort_lines(std::vector<std::string>& lines) { std::ranges::sort(lines); }

}  // namespace

TEST_CASE("what our writer puts into each container comes back, folders by their original names") {
  const test::TemporaryDirectory directory;
  for (const auto& [kind, mail_kind] :
       {std::pair(mime::ContainerKind::EmlTree, MailKind::EmlTree),
        std::pair(mime::ContainerKind::Mboxrd, MailKind::MboxTree),
        std::pair(mime::ContainerKind::Maildir, MailKind::Maildir)}) {
    const fs::path path = directory / std::to_string(static_cast<int>(kind));
    write_mailbox(path, kind);
    REQUIRE(convert::mime::sniff_mail_directory(path) == mail_kind);

    const auto sink = read_source(path, mail_kind);

    auto lines = listing(*sink);
    auto expected = kListing;
    sort_lines(lines);
    sort_lines(expected);
    CHECK(lines == expected);
    for (const model::Message& message : sink->messages) {
      auto origin = message.provenance;
      CHECK(origin.elsewhere.size() == (kind == mime::ContainerKind::Mboxrd ? 1 : 0));
      origin.elsewhere.clear();
      CHECK(origin == from_store("nid " + message.subject));
      CHECK(message.message_class == "IPM.Note");
      CHECK(message.sent == test::instant(1999, 3, 14, 9, 15));
      CHECK_FALSE(message.received);
      const std::string text = text_of(message.bodies.text);
      CHECK((text == "From here\r\n>From there\r\n" || text == "From here\n>From there\n"));
      CHECK(message.read == (kind != mime::ContainerKind::EmlTree));
      CHECK(message.flagged == (kind != mime::ContainerKind::EmlTree));
      CHECK(text_of(message.transport_headers).find("Status") == std::string::npos);
    }
    CHECK(sink->folder_named("Inbox")->role == model::FolderRole::Inbox);
    CHECK(sink->notes.empty());
    CHECK(sink->losses.empty());
  }
}

TEST_CASE("a manifest that does not agree with the directories is not believed") {
  const test::TemporaryDirectory directory;
  fs::create_directories(directory / "in/A");
  write_file(directory / "in/A/1.eml", "Subject: s\n\n");
  write_file(directory / "in" / convert::mime::kManifestName,
             "path,folder\r\nA/1.eml,Top/Something Else\r\nA/2.eml,Top/Something Else\r\n");
  const auto sink = read_source(directory / "in", MailKind::EmlTree);

  CHECK(listing(*sink) == std::vector<std::string>{"/A: s"});
}

TEST_CASE("a file that a manifest of ours lists and that is gone is a loss") {
  const test::TemporaryDirectory directory;
  fs::create_directories(directory / "in/A");
  write_file(directory / "in/A/1.eml", "Subject: s\n\n");
  std::string rows = "path,folder\r\nA/1.eml,A\r\n";
  for (int i = 2; i < 130; ++i) {
    rows += "A/" + std::to_string(i) + ".eml,A\r\n";
  }
  write_file(directory / "in" / convert::mime::kManifestName, rows);
  const auto sink = read_source(directory / "in", MailKind::EmlTree);

  CHECK(listing(*sink) == std::vector<std::string>{"/A: s"});
  REQUIRE(sink->losses.size() == 101);
  CHECK(sink->losses[0].kind == model::LossKind::Structure);
  CHECK(sink->losses[0].native_id == "A/2.eml");
  CHECK(sink->losses[100].why.find(" 28 more files") != std::string::npos);
}

TEST_CASE("a manifest beyond the limit is not read, which is told") {
  const test::TemporaryDirectory directory;
  fs::create_directories(directory / "in/A");
  write_file(directory / "in/A/1.eml", "Subject: s\n\n");
  const auto manifest = directory / "in" / convert::mime::kManifestName;
  write_file(manifest, "path,folder\r\nA/1.eml,Top/A\r\n");
  fs::resize_file(manifest, convert::mime::kMaxManifest + 1);
  const auto sink = read_source(directory / "in", MailKind::EmlTree);

  CHECK(listing(*sink) == std::vector<std::string>{"/A: s"});
  REQUIRE(sink->notes.size() == 1);
  CHECK(sink->notes[0].text.find("it is too long") != std::string::npos);
}

TEST_CASE(
    "a tree of files is one mailbox: each file an item, what is no mail noted, an empty file "
    "lost") {
  const test::TemporaryDirectory directory;
  fs::create_directories(directory / "in/Inbox/Old");
  fs::create_directories(directory / "in/Empty");
  write_file(directory / "in/top.eml", "Subject: top\n\n");
  write_file(directory / "in/Inbox/b.EML", "Subject: b\n\n");
  write_file(directory / "in/Inbox/a.eml", "Subject: a\n\n");
  write_file(directory / "in/Inbox/readme.txt", "no mail");
  write_file(directory / "in/Inbox/Old/z.eml", "");
  const auto sink = read_source(directory / "in", MailKind::EmlTree);

  CHECK(listing(*sink) == std::vector<std::string>{": top", "/Inbox: a", "/Inbox: b"});
  CHECK(sink->messages[1].provenance.native_id == "Inbox/a.eml");
  REQUIRE(sink->losses.size() == 1);
  CHECK(sink->losses[0].native_id == "Inbox/Old/z.eml");
  CHECK(sink->losses[0].why == "Inbox/Old/z.eml: the file is empty");
  REQUIRE(sink->notes.size() == 1);
  CHECK(sink->notes[0].text.find("Inbox/readme.txt") != std::string::npos);
  CHECK(sink->folder_named("Empty") != nullptr);
  CHECK(sink->stored->size == 38);
}

TEST_CASE("loose files are those of one directory") {
  const test::TemporaryDirectory directory;
  fs::create_directories(directory / "in/sub");
  write_file(directory / "in/a.eml", "Subject: a\n\n");
  write_file(directory / "in/sub/b.eml", "Subject: b\n\n");
  CHECK(listing(*read_source(directory / "in", MailKind::LooseFiles)) ==
        std::vector<std::string>{": a"});
}

TEST_CASE("a foreign mbox: flags, received by the separator's clock, ranges in the file") {
  const test::TemporaryDirectory directory;
  const std::string first =
      "From ann@a.org Tue Mar 14 09:15:00 1995\nSubject: one\nStatus: RO\n\n>From here\n\n";
  const std::string second =
      "From - Tue Mar 14 09:16:00 1995\nReceived: by x; Tue, 14 Mar 1995 09:15:30 +0000\nSubject: "
      "two\n\nx\n";
  write_file(directory / "Inbox.mbox", first + second);
  const auto sink = read_source(directory / "Inbox.mbox", MailKind::Mbox);

  CHECK(listing(*sink) == std::vector<std::string>{"/Inbox: one", "/Inbox: two"});
  CHECK(sink->folders[0].role == model::FolderRole::Inbox);
  CHECK(sink->messages[0].read);
  CHECK(sink->messages[0].received == test::clock(1995, 3, 14, 9, 15));
  CHECK(text_of(sink->messages[0].bodies.text) == "From here\n");
  CHECK(text_of(sink->messages[0].transport_headers) == "Subject: one\nStatus: RO\n");
  CHECK(sink->messages[1].received ==
        model::OptionalTimestamp(model::Instant{ticks_of(*test::instant(1995, 3, 14, 9, 15)) +
                                                30 * model::kTicksPerSecond}));
  CHECK(sink->messages[1].provenance.native_id == "Inbox.mbox#2");
  CHECK(sink->messages[1].provenance.ranges ==
        std::vector<model::ByteRange>{{.offset = first.size(), .length = second.size()}});
}

TEST_CASE("a message of an mbox that says where it came from is found in the mbox, too") {
  const test::TemporaryDirectory dir;
  const std::string first = "From a@a.org Sun Mar 14 09:15:00 1999\nSubject: one\n\nbody\n\n";
  const std::string second =
      "From b@b.org Sun Mar 14 09:15:00 1999\nX-Restante-Source: other.pst\n"
      "X-Restante-Item: nid 0x00DEAD24\nX-Restante-State: intact\nX-Restante-Byte-Ranges: "
      "0x10+20\nSubject: two\n\nbody\n";
  write_file(dir.path() / "case.mbox", first + second);

  const auto sink = read_source(dir.path() / "case.mbox", MailKind::Mbox);

  REQUIRE(sink->messages.size() == 2);
  const auto& claimed = sink->messages[1].provenance;
  CHECK(claimed.source == "other.pst");
  CHECK(claimed.ranges == std::vector<model::ByteRange>{{.offset = 0x10, .length = 20}});
  REQUIRE(claimed.elsewhere.size() == 1);
  CHECK(claimed.elsewhere[0].file == "case.mbox");
  REQUIRE(claimed.elsewhere[0].ranges.size() == 1);
  const auto& here = claimed.elsewhere[0].ranges[0];
  CHECK((first + second).substr(here.offset, here.length).find("Subject: two") !=
        std::string::npos);
  CHECK(sink->messages[0].provenance.elsewhere.empty());
}

TEST_CASE("an mbox that begins without a separator loses nothing, and says so") {
  const test::TemporaryDirectory directory;
  write_file(directory / "x.mbox",
             "Subject: zero\n\n0\n\nFrom a Tue Mar 14 09:15:00 1995\nSubject: one\n\n1\n");
  const auto sink = read_source(directory / "x.mbox", MailKind::Mbox);
  CHECK(listing(*sink) == std::vector<std::string>{"/x: zero", "/x: one"});
  REQUIRE(sink->notes.size() == 1);
  CHECK(sink->notes[0].damage);
}

TEST_CASE("an mbox with bytes written over says that whole messages may be missing") {
  const test::TemporaryDirectory directory;
  const std::string separator = "From a Tue Mar 14 09:15:00 1995\n";
  write_file(directory / "x.mbox", separator + "Subject: one\n\x01\x02\nSubject: lost\n\n1\n\n" +
                                       separator + "Subject: two\n\n" + std::string(600, '\0'));
  const auto sink = read_source(directory / "x.mbox", MailKind::Mbox);
  REQUIRE(sink->messages.size() == 2);
  for (const model::Message& message : sink->messages) {
    CHECK(message.provenance.state == model::State::Partial);
    CHECK(test::missing_of(message).find("whole messages may be missing") != std::string::npos);
  }
}

TEST_CASE("a foreign Maildir++: flags, folders, its top is the inbox, tmp is left out and noted") {
  const test::TemporaryDirectory directory;
  for (const char* name : {"m/cur", "m/new", "m/tmp", "m/.Work.A&-B/cur", "m/.Sent/cur"}) {
    fs::create_directories(directory / name);
  }
  write_file(directory / "m/cur/1.x:2,FRS", "Subject: seen\n\n");
  write_file(directory / "m/cur/2.x:2,ST", "Subject: trashed\n\n");
  write_file(directory / "m/new/3.x", "Subject: new\n\n");
  write_file(directory / "m/tmp/4.x", "Subject: half");
  write_file(directory / "m/.Work.A&-B/cur/5.x:2,D", "Subject: draft\n\n");
  write_file(directory / "m/dovecot-uidlist", "3 V1");
  REQUIRE(convert::mime::sniff_mail_directory(directory / "m") == MailKind::Maildir);
  const auto sink = read_source(directory / "m", MailKind::Maildir);

  CHECK(listing(*sink) == std::vector<std::string>{"/Inbox: seen", "/Inbox: trashed", "/Inbox: new",
                                                   "/Work/A&B: draft"});
  CHECK(sink->messages[0].read);
  CHECK(sink->messages[0].flagged);
  CHECK(sink->messages[0].replied);
  CHECK_FALSE(sink->messages[2].read);
  CHECK(sink->messages[3].unsent);
  CHECK(sink->folder_named("Sent")->role == model::FolderRole::Sent);
  REQUIRE(sink->notes.size() == 1);
  CHECK(sink->notes[0].text.find("tmp") != std::string::npos);

  CHECK(listing(*read_source(directory / "m", MailKind::Maildir, {.deleted = false})).size() == 3);
}

TEST_CASE("Maildirs inside a Maildir are its folders, and other directories are noted") {
  const test::TemporaryDirectory directory;
  for (const char* name :
       {"m/cur", "m/new", "m/Work/new", "m/Work/Deep/Sub/cur", "m/.Work.directory/Kmail/cur",
        "m/.Dot/cur", "m/.Dot/In/cur", "m/index"}) {
    fs::create_directories(directory / name);
  }
  write_file(directory / "m/Work/new/1.x", "Subject: work\n\n");
  write_file(directory / "m/Work/Deep/Sub/cur/2.x", "Subject: sub\n\n");
  write_file(directory / "m/.Work.directory/Kmail/cur/3.x", "Subject: kmail\n\n");
  write_file(directory / "m/.Dot/In/cur/4.x", "Subject: in\n\n");
  write_file(directory / "m/index/cache", "no mail");
  const auto sink = read_source(directory / "m", MailKind::Maildir);

  CHECK(listing(*sink) == std::vector<std::string>{"/Dot/In: in", "/Work: work",
                                                   "/Work/Deep/Sub: sub", "/Work/Kmail: kmail"});
  REQUIRE(sink->notes.size() == 1);
  CHECK(sink->notes[0].text == "index: left out: it is no Maildir, and has none in it");
}
