// What migration files can carry comes back; what they cannot is told.
#include "converters/iff/code_page_choice.h"
#include "converters/iff/entry.h"
#include "converters/iff/model_to_iff.h"
#include "formats/text/calendar_date.h"
#include "tests/converters/iff/converted.h"

using test::IffSink;

namespace {

model::Body text_body(const std::string& utf8) {
  return {.content = bytes::make_blob(std::string_view(utf8)), .code_page = 65001};
}

model::Attachment file(const std::string& name, const std::string& content) {
  model::Attachment attachment;
  attachment.long_name = name;
  attachment.content = bytes::make_blob(std::string_view(content));
  return attachment;
}

/// A mailbox written into a directory of its own.
class Written {
 public:
  explicit Written(std::uint64_t largest_file = convert::iff::kLargestFile)
      : sink_(convert::iff::open_iff_sink({.directory = directory_.path(),
                                           .list_name = "north.pkl",
                                           .stem = "NORTH",
                                           .largest_file = largest_file,
                                           .tell = [this](const model::Note& note) {
                                             notes.push_back(note.text);
                                             if (note.damage) {
                                               damages.push_back(note);
                                             }
                                           }})) {
    model::Store store;
    store.display_name = "Ann Ash";
    REQUIRE(sink_->store(store));
    add_folder(1, std::nullopt, "", model::FolderRole::Root);
    add_folder(2, 1, "Top", model::FolderRole::IpmSubtree);
    add_folder(3, 2, "Posteingang", model::FolderRole::Inbox);
    add_folder(4, 2, "Projects", model::FolderRole::None);
    add_folder(5, 4, "One\\Two", model::FolderRole::None);
  }
  void add_folder(std::uint32_t id, std::optional<std::uint32_t> parent, const std::string& name,
                  model::FolderRole role) {
    model::Folder folder;
    folder.id = {id};
    folder.parent = parent ? std::optional(model::FolderId{*parent}) : std::nullopt;
    folder.name = name;
    folder.role = role;
    REQUIRE(sink_->folder(folder));
  }
  model::Delivered add(const model::Message& message) { return sink_->message(message).value(); }
  void finish() {
    const auto done = sink_->finish();
    if (!done) {
      FAIL(done.error().what);
    }
  }
  [[nodiscard]] bytes::ErrorKind finish_in_vain() { return sink_->finish().error().kind; }
  [[nodiscard]] IffSink read() const { return IffSink(directory_ / "north.pkl"); }
  [[nodiscard]] std::string file_text(const char* name) const {
    return test::read_file(directory_ / name);
  }
  [[nodiscard]] const std::vector<std::string>& files() const { return sink_->written().files; }
  [[nodiscard]] bool has_note(std::string_view text) const {
    return std::ranges::any_of(
        notes, [text](const std::string& note) { return note.find(text) != std::string::npos; });
  }

  std::vector<std::string> notes;
  std::vector<model::Note> damages;

 private:
  test::TemporaryDirectory directory_;
  std::unique_ptr<convert::iff::IffSink> sink_;
};

model::Message note(const std::string& subject, std::uint32_t folder = 3) {
  model::Message message;
  message.folder = {folder};
  message.message_class = "IPM.Note";
  message.subject = subject;
  message.bodies.text = text_body("body of " + subject);
  return message;
}

}  // namespace

TEST_CASE("a message comes back as it went") {
  Written written;
  model::Message message = note("#1, \"quoted\"; \\ %", 4);
  message.from = model::Address{.name = "Ash, Ann; Dr. [Sales]",
                                .type = "SMTP",
                                .address = "ann@north.example",
                                .smtp = "ann@north.example"};
  message.recipients = {
      {.kind = model::RecipientKind::To,
       .address = {.name = "Birch; \"Bo\"", .type = "MS", .address = "NET/PO/BO", .smtp = {}},
       .properties = {}},
      {.kind = model::RecipientKind::To,
       .address = {.name = "Cy", .type = {}, .address = {}, .smtp = {}},
       .properties = {}},
      {.kind = model::RecipientKind::Bcc,
       .address = {.name = "Dee", .type = "SMTP", .address = "d@x", .smtp = "d@x"},
       .properties = {}}};
  message.sent =
      model::WallClock{.ticks = *text::to_ticks({.year = 1997, .month = 5, .day = 6, .hour = 15})};
  message.importance = model::Importance::High;
  message.read = true;
  message.unsent = true;
  message.bodies.text = text_body("one\ntwo\r\nthree \u20AC");
  message.attachments = {file("raw, \"1\".bin", std::string("\0\r\nBody,9,,TRUE,,,\r\n", 20)),
                         file("empty.txt", "")};

  REQUIRE(written.add(message).disposition == model::Disposition::Written);
  written.finish();
  const IffSink read = written.read();

  const model::Message& back = read.messages.at(0);
  REQUIRE(read.stored->display_name == "Ann Ash");
  REQUIRE(read.path_of(back) == "Projects");
  REQUIRE(back.subject == message.subject);
  REQUIRE(back.from->name == "Ash, Ann; Dr. (Sales)");
  REQUIRE(back.from->smtp == "ann@north.example");
  REQUIRE(back.recipients.size() == 3);
  REQUIRE(back.recipients[0].address.name == "Birch; \"Bo\"");
  REQUIRE(back.recipients[0].address.address == "NET/PO/BO");
  REQUIRE(back.recipients[1].address == message.recipients[1].address);
  REQUIRE(back.recipients[2].kind == model::RecipientKind::Bcc);
  REQUIRE(back.sent == message.sent);
  REQUIRE_FALSE(back.received);
  REQUIRE(back.importance == model::Importance::High);
  REQUIRE(back.read);
  REQUIRE(back.unsent);
  REQUIRE(text::decode(IffSink::text(back.bodies.text->content), back.code_page).utf8 ==
          "one\r\ntwo\r\nthree \u20AC");
  REQUIRE(back.attachments.size() == 2);
  REQUIRE(back.attachments[0].long_name == "raw, \"1\".bin");
  REQUIRE(IffSink::text(back.attachments[0].content) ==
          IffSink::text(message.attachments[0].content));
  REQUIRE(back.attachments[1].content->size() == 0);
  REQUIRE(back.provenance.state == model::State::Intact);
}

TEST_CASE("the files of a set are as the rules want them") {
  Written written;
  model::Message message = note("First", 5);
  message.bodies.text = text_body("Hello");
  message.read = true;
  (void)written.add(message);
  written.finish();

  REQUIRE(written.files() ==
          std::vector<std::string>{"NORTH01.PRI", "NORTH01.SEC", "NORTH00.PRI", "north.pkl"});
  REQUIRE(written.file_text("north.pkl") ==
          "1252\r\n\r\nFilename,Filetype\r\nNORTH00.PRI,Primary\r\nNORTH01.PRI,Primary\r\n"
          "NORTH01.SEC,Secondary\r\n");
  REQUIRE(written.file_text("NORTH00.PRI") ==
          "DIRECTORY\r\nObj-class,Mode,Common-Name,Display-Name,Secondary-Proxy-Addresses,"
          "Home-Server\r\nmailbox,create,Ann Ash,Ann Ash,RESTANTE:Ann Ash,~Server\r\n");
  REQUIRE(written.file_text("NORTH01.PRI") ==
          "MAILMESSAGE,RESTANTE:Ann Ash\r\n"
          "Folder,Sender,To,Cc,Bcc,Subject,Send-Date,Received-Date,Priority,Unread,Unsent,Body\r\n"
          "\"Projects\\One/Two\",,,,,First,,,0,FALSE,FALSE,#NORTH01.SEC(50)\r\n");
  REQUIRE(written.file_text("NORTH01.SEC") ==
          "Type,Length,Encoding,Islast,Name,Position,Format\r\nBody,5,,TRUE,,,\r\nHello\r\n");
}

TEST_CASE("Q194218 an empty mailbox has a section of messages all the same") {
  Written written;
  written.finish();

  REQUIRE(written.file_text("NORTH01.PRI").starts_with("MAILMESSAGE,RESTANTE:Ann Ash\r\n"));
  REQUIRE(written.read().messages.empty());
  REQUIRE(written.has_note("3 folders are empty"));
}

TEST_CASE("the code page is the first that holds every text, also those written before") {
  Written written;
  (void)written.add(note("plain"));
  (void)written.add(note("caf\u00E9"));
  (void)written.add(note("plain again"));
  REQUIRE(written.add(note("\u0142\u00E9")).disposition == model::Disposition::Written);
  (void)written.add(note("last"));
  written.finish();

  const IffSink read = written.read();

  REQUIRE(read.messages.size() == 5);
  REQUIRE(read.messages[1].subject == "caf\u00E9");
  REQUIRE(read.messages[3].subject == "\u0142\u00E9");
  REQUIRE(read.messages[4].subject == "last");
  REQUIRE(read.stored->code_page == 1250);
}

TEST_CASE("names that fit no page are spelled out, told as damage, and the item is written") {
  Written written;
  (void)written.add(note("\u0142\u00F3"));
  model::Message message = note("re: \u65E5\u672C");
  message.provenance.native_id = "nid 0x24";
  message.recipients = {
      {.kind = model::RecipientKind::To,
       .address = {.name = "\u65E5 Ash", .type = "SMTP", .address = "ann@x", .smtp = "ann@x"},
       .properties = {}}};
  message.attachments = {file("\u672C.txt", "content")};
  message.bodies.text = text_body("\u0142 stays a text");

  REQUIRE(written.add(message).disposition == model::Disposition::Written);
  (void)written.add(note("\u0141"));
  written.finish();

  const IffSink read = written.read();
  REQUIRE(read.messages.size() == 3);
  const model::Message& back = read.messages[1];
  REQUIRE(back.subject == "re: {U+65E5}{U+672C}");
  REQUIRE(back.recipients.at(0).address.name == "{U+65E5} Ash");
  REQUIRE(back.recipients[0].address.smtp == "ann@x");
  REQUIRE(back.attachments.at(0).long_name == "{U+672C}.txt");
  REQUIRE(back.bodies.text);
  REQUIRE(read.stored->code_page == 1250);
  REQUIRE(written.damages.size() == 1);
  REQUIRE(written.damages[0].where == "nid 0x24");
  REQUIRE(written.damages[0].text.find("code page 1250") == 0);
  REQUIRE(written.damages[0].text.find("To ({U+65E5} Ash[SMTP:ann@x])") != std::string::npos);
}

TEST_CASE("a contact whose names fit no page is written, too") {
  Written written;
  (void)written.add(note("\u0142\u00F3"));
  model::Message person;
  person.folder = {4};
  person.contact.emplace();
  person.contact->display_name = "\u65E5";

  REQUIRE(written.add(person).disposition == model::Disposition::Written);
  written.finish();

  REQUIRE(written.read().messages.at(1).contact->display_name == "{U+65E5}");
  REQUIRE(written.damages.size() == 1);
}

TEST_CASE("a text that fits no page is a file") {
  Written written;
  (void)written.add(note("\u0142\u00F3"));
  model::Message message = note("ascii");
  message.bodies.text = text_body("\u65E5\u672C");

  REQUIRE(written.add(message).disposition == model::Disposition::Written);
  written.finish();

  const IffSink read = written.read();
  REQUIRE_FALSE(read.messages.at(1).bodies.text);
  REQUIRE(read.messages[1].attachments.at(0).long_name == "body.txt");
  REQUIRE(IffSink::text(read.messages[1].attachments[0].content) == "\u65E5\u672C");
}

TEST_CASE("HTML, embedded messages and appointments are files, and told") {
  Written written;
  model::Message message = note("with html");
  message.bodies.text.reset();
  message.bodies.html = text_body("<p>Hello</p>");
  model::Attachment embedded;
  embedded.kind = model::AttachmentKind::Embedded;
  embedded.message = std::make_shared<model::Message>(note("inner"));
  message.attachments.push_back(embedded);
  message.calendar.emplace();
  message.categories = {"red"};
  (void)written.add(message);
  written.finish();

  const IffSink read = written.read();
  const auto& back = read.messages.at(0);
  REQUIRE(IffSink::text(back.bodies.text->content).find("Hello") != std::string::npos);
  REQUIRE(back.attachments.size() == 3);
  REQUIRE(back.attachments[0].long_name == "body.html");
  REQUIRE(back.attachments[1].long_name == "inner.eml");
  REQUIRE(IffSink::text(back.attachments[1].content).find("Subject: inner") != std::string::npos);
  REQUIRE(back.attachments[2].long_name == "item.eml");
  for (const char* told : {"HTML", "messages within messages", "appointments", "categories"}) {
    REQUIRE(written.has_note(told));
  }
}

TEST_CASE("RTF stays RTF, and text that looks like RTF or mail stays text") {
  Written written;
  model::Message rtf = note("rtf");
  rtf.bodies.text.reset();
  rtf.bodies.rtf = text_body("{\\rtf1 plain}");
  (void)written.add(rtf);
  model::Message text = note("text");
  text.bodies.text = text_body("{\\rtf is a word of RTF");
  (void)written.add(text);
  written.finish();

  const IffSink read = written.read();
  REQUIRE(IffSink::text(read.messages.at(0).bodies.rtf->content) == "{\\rtf1 plain}");
  REQUIRE(IffSink::text(read.messages.at(1).bodies.text->content) == "\r\n{\\rtf is a word of RTF");
}

TEST_CASE("hidden items are skipped with a reason") {
  Written written;
  model::Message hidden = note("view");
  hidden.associated = true;

  REQUIRE(written.add(hidden).disposition == model::Disposition::Skipped);
}

TEST_CASE("contacts and lists are an address book") {
  Written written;
  (void)written.add(note("mail"));
  model::Message person;
  person.folder = {4};
  person.contact.emplace();
  person.contact->display_name = "Ann Ash";
  person.contact->surname = "Ash";
  person.contact->emails = {{.name = {}, .type = "SMTP", .address = "a@x", .smtp = "a@x"}};
  person.bodies.text = text_body("a remark\non two lines");
  (void)written.add(person);
  model::Message nobody;
  nobody.contact.emplace();
  nobody.contact->display_name = "Without Address";
  (void)written.add(nobody);
  model::Message list;
  list.list.emplace();
  list.list->name = "All";
  list.list->members = {{.name = "Ann Ash", .type = "SMTP", .address = "a@x", .smtp = "a@x"},
                        {.name = "Nobody Known", .type = {}, .address = {}, .smtp = {}}};
  (void)written.add(list);
  written.finish();

  const IffSink read = written.read();

  REQUIRE(read.messages.size() == 4);
  const auto& back = *read.messages[1].contact;
  REQUIRE(back.display_name == "Ann Ash");
  REQUIRE(back.surname == "Ash");
  REQUIRE(back.emails.at(0).smtp == "a@x");
  REQUIRE(IffSink::text(read.messages[1].bodies.text->content) == "a remark\r\non two lines");
  REQUIRE(read.messages[2].contact->emails.empty());
  REQUIRE(read.messages[3].list->members.size() == 2);
  REQUIRE(read.messages[3].list->members[1].name == "Nobody Known");
}

namespace {

model::Address member(const std::string& name, const std::string& type,
                      const std::string& address) {
  return {.name = name,
          .type = type,
          .address = address,
          .smtp = type == "SMTP" ? address : std::string()};
}

model::Message list_of(std::vector<model::Address> members) {
  model::Message list;
  list.folder = {4};
  list.list.emplace();
  list.list->name = "All";
  list.list->members = std::move(members);
  return list;
}

}  // namespace

TEST_CASE("members of lists come back as they are, whatever their names look like") {
  const std::vector<model::Address> members = {member("", "X400", "c=US;a= ;p=North;s=Ash"),
                                               member("b=c", "", ""),
                                               member("a@b", "", ""),
                                               member("MS: the company", "", ""),
                                               member("Bo \"B\"; Birch", "", ""),
                                               member("  blanks  ", "", ""),
                                               member("", "MS", "NET/PO/BO"),
                                               member("USER:Cy", "", ""),
                                               member("Di", "CCMAIL", "Di at po")};
  Written written;
  (void)written.add(list_of(members));
  written.finish();

  const IffSink read = written.read();

  const auto& back = read.messages.at(0).list->members;
  REQUIRE(back.size() == members.size());
  REQUIRE(back[0].address == "c=US;a= ;p=North;s=Ash");
  for (const std::size_t name_alone : {1U, 2U, 3U, 4U}) {
    REQUIRE(back[name_alone] == members[name_alone]);
  }
  REQUIRE(back[5].name == "blanks");
  REQUIRE(back[6] == members[6]);
  REQUIRE(back[7] == members[7]);
  REQUIRE(back[8].address == "Di at po");
}

TEST_CASE("a member that is the name of a contact comes back with its address") {
  Written written;
  (void)written.add(list_of({member("ann ash", "", ""), member("Nobody", "", "")}));
  model::Message person;
  person.folder = {4};
  person.contact.emplace();
  person.contact->display_name = "Ann Ash";
  person.contact->emails = {member("", "SMTP", "a@x")};
  (void)written.add(person);
  written.finish();

  const IffSink read = written.read();

  const auto& back = read.messages.at(0).list->members;
  REQUIRE(back.at(0).smtp == "a@x");
  REQUIRE(back.at(1) == member("Nobody", "", ""));
}

TEST_CASE("addresses of contacts that are spelled in more than one way do not end the run") {
  Written written;
  for (const auto& address :
       {member("", "X400", "c=US;a= ;g=;p=North;s=Ash"), member("", "", "  ann@x "),
        member("", "MIGRATE", "MS:NET/PO/ANN"), member("", "USER", "Ann")}) {
    model::Message person;
    person.folder = {4};
    person.contact.emplace();
    person.contact->display_name = "Ann Ash";
    person.contact->emails = {address};
    (void)written.add(person);
  }
  written.finish();

  const IffSink read = written.read();

  REQUIRE(read.messages.size() == 4);
  REQUIRE(read.messages[0].contact->emails.at(0).address == "c=US;a= ;p=North;s=Ash");
  REQUIRE(read.messages[1].contact->emails.at(0).smtp == "ann@x");
  REQUIRE(read.messages[2].contact->emails.at(0).address == "NET/PO/ANN");
  REQUIRE(read.messages[3].contact->emails.empty());
}

TEST_CASE("digests tell lists apart whose members are not the same") {
  convert::iff::Remarks ignored;
  const auto digest = [&](std::vector<model::Address> members) {
    return convert::iff::digest_of(convert::iff::to_entry(list_of(std::move(members)), ignored));
  };

  REQUIRE(digest({member("", "SMTP", "a@x")}) != digest({member("", "SMTP", "b@x")}));
  REQUIRE(digest({member("", "SMTP", "a@x")}) == digest({member("", "SMTP", "a@x")}));
}

TEST_CASE("a secondary file that is full is followed by another") {
  Written written(20'000);
  for (int i = 0; i < 20; ++i) {
    model::Message message = note(std::to_string(i));
    message.attachments = {file("a.bin", std::string(3000, 'x'))};
    REQUIRE(written.add(message).disposition == model::Disposition::Written);
  }
  model::Message large = note("large");
  large.attachments = {file("a.bin", std::string(30'000, 'x'))};
  REQUIRE(written.add(large).disposition == model::Disposition::Failed);
  written.finish();

  const IffSink read = written.read();

  REQUIRE(read.messages.size() == 20);
  REQUIRE(read.messages.back().subject == "19");
  REQUIRE(written.files().size() > 6);
}

TEST_CASE("the same mailbox gives the same bytes") {
  std::vector<std::string> texts;
  for (int round = 0; round < 2; ++round) {
    Written written;
    (void)written.add(note("caf\u00E9"));
    (void)written.add(note("\u0142"));
    written.finish();
    texts.push_back(written.file_text("NORTH01.PRI") + written.file_text("NORTH01.SEC") +
                    written.file_text("north.pkl"));
  }

  REQUIRE(texts[0] == texts[1]);
}

TEST_CASE("a page holds all texts, or the choice does not change") {
  convert::iff::CodePageChoice choice;

  REQUIRE(choice.accept({"ascii"}));
  REQUIRE_FALSE(choice.is_bound());
  REQUIRE(choice.accept({"\u65E5\u0416\uFF71"}));
  REQUIRE(choice.page() == 932);
  REQUIRE_FALSE(choice.accept({"\u0142"}));
  REQUIRE(choice.page() == 932);
  REQUIRE(choice.accept({"\u672C"}));
}

TEST_CASE("notes of an address book that are larger than a file may be are refused") {
  Written written(20'000);
  model::Message person = note("Ann Ash");
  person.message_class = "IPM.Contact";
  person.contact.emplace();
  person.contact->display_name = "Ann Ash";
  std::string remark;
  while (remark.size() < 30'000) {
    remark += "a line\r\n";
  }
  person.bodies.text = text_body(remark);
  written.add(person);

  REQUIRE(written.finish_in_vain() == bytes::ErrorKind::LimitExceeded);
}
