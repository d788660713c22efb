#include "formats/text/calendar_date.h"
#include "tests/converters/iff/converted.h"

using test::IffSink;
using test::MadeSet;

namespace {

/// The typed set.
IffSink convert_north() {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "NORTH.PRI", test::kNorthPri);
  test::write_file(directory / "NORTH.SEC", test::kNorthSec);
  test::write_file(directory / "NORTH.PKL", test::kNorthPkl);
  return IffSink(directory / "NORTH.PKL");
}

std::string iso(const model::OptionalTimestamp& time) {
  return time ? text::iso8601(model::ticks_of(*time)) : "";
}

}  // namespace

TEST_CASE("the typed set is four items in four folders") {
  const IffSink sink = convert_north();

  REQUIRE(sink.stored->display_name == "bo@north.example");
  REQUIRE(sink.stored->code_page == 1252);
  REQUIRE(sink.messages.size() == 4);
  REQUIRE(sink.losses.empty());
  REQUIRE(sink.damages() == 0);
  REQUIRE(sink.path_of(sink.messages[0]) == "Inbox");
  REQUIRE(sink.path_of(sink.messages[1]) == "Projects/One Two");
  REQUIRE(sink.path_of(sink.messages[2]) == "Files");
  REQUIRE(sink.path_of(sink.messages[3]) == "Sent Items");
  REQUIRE(sink.folder_named("Sent Items")->role == model::FolderRole::Sent);
  REQUIRE(sink.folder_named("Inbox")->role == model::FolderRole::Inbox);
}

TEST_CASE("a row is a message with people, dates, flags and body") {
  const IffSink sink = convert_north();
  const model::Message& first = sink.messages[0];

  REQUIRE(first.message_class == "IPM.Note");
  REQUIRE(first.subject == "First");
  REQUIRE(first.from == model::Address{.name = "Ann Ash",
                                       .type = "SMTP",
                                       .address = "ann@north.example",
                                       .smtp = "ann@north.example"});
  REQUIRE(first.recipients.size() == 1);
  REQUIRE(first.recipients[0].address.name == "Bo Birch");
  REQUIRE(iso(first.sent) == "1997-05-06T15:10:00");
  REQUIRE(iso(first.received) == "1997-05-06T15:11:00");
  REQUIRE(std::holds_alternative<model::WallClock>(*first.sent));
  REQUIRE_FALSE(first.read);
  REQUIRE_FALSE(first.unsent);
  REQUIRE(first.importance == model::Importance::Normal);
  REQUIRE(IffSink::text(first.bodies.text->content) == "Line one.\r\nLine two.\r\n");
  REQUIRE(first.provenance.native_id == "NORTH.PRI line 3");
  REQUIRE(first.provenance.state == model::State::Intact);
}

TEST_CASE("recipients behind a pointer, and a file that looks like a section, come whole") {
  const IffSink sink = convert_north();
  const model::Message& second = sink.messages[1];

  REQUIRE(second.subject == "#1, \"quoted\"");
  REQUIRE(second.recipients.size() == 2);
  REQUIRE(second.recipients[0].address.smtp == "ann@north.example");
  REQUIRE(second.recipients[1].address.name == "Bo Birch");
  REQUIRE(second.attachments.size() == 1);
  REQUIRE(second.attachments[0].long_name == "raw.bin");
  REQUIRE_FALSE(second.attachments[0].rendering_position);
  REQUIRE(IffSink::text(second.attachments[0].content) ==
          std::string("\0\r\nBody,9,,TRUE,,,\r\n", 20));
}

TEST_CASE("an empty body with a document is a file in a folder") {
  const IffSink sink = convert_north();
  const model::Message& third = sink.messages[2];

  REQUIRE(third.message_class == "IPM.Document");
  REQUIRE(third.subject == "plan.txt");
  REQUIRE_FALSE(third.bodies.text);
  REQUIRE(IffSink::text(third.attachments.at(0).content) == "abc");
}

TEST_CASE("Q174168 fields beyond the header are kept") {
  MadeSet set;
  set.add_row("Deleted Items,,,,,,,,,FALSE,FALSE", set.sections.add("Body", "text"), ",0,7");

  const IffSink sink = set.convert();

  const auto& message = sink.messages.at(0);
  REQUIRE(sink.folder_named("Deleted Items")->role == model::FolderRole::Deleted);
  REQUIRE(IffSink::text(message.bodies.text->content) == "text");
  std::vector<std::string> kept;
  for (const auto& property : message.properties.items()) {
    kept.push_back(std::get<std::string>(property.name->id) + "=" +
                   std::get<std::string>(property.value));
  }
  REQUIRE(kept == std::vector<std::string>{"IffField-column-13=0", "IffField-column-14=7",
                                           "IffBody=A.SEC(50)"});
}

TEST_CASE("Q222839 names of folders may have blanks, and levels") {
  MadeSet set;
  set.add_row("Root Folder\\Sub One,,,,,,,,,,", set.sections.add("Body", "a"));
  set.add_row("Root Folder\\\\Sub One,,,,,,,,,,", set.sections.add("Body", "b"));

  const IffSink sink = set.convert();

  REQUIRE(sink.path_of(sink.messages.at(0)) == "Root Folder/Sub One");
  REQUIRE(sink.messages[0].folder == sink.messages[1].folder);
}

TEST_CASE("Q176740 subfolders of the Inbox stay there") {
  MadeSet set;
  set.add_row("Inbox\\Mail Box,,,,,,,,,,", set.sections.add("Body", "a"));

  const IffSink sink = set.convert();

  REQUIRE(sink.path_of(sink.messages.at(0)) == "Inbox/Mail Box");
  REQUIRE(sink.folder_named("Mail Box")->expected_items == 1);
}

TEST_CASE("Q253564 a folder called like a default one is one folder of mail") {
  MadeSet set;
  for (int i = 0; i < 3; ++i) {
    set.add_row("Calendar,,,,,,,,,,", set.sections.add("Body", "a"));
  }

  const IffSink sink = set.convert();

  const auto called = [](const model::Folder& folder) { return folder.name == "Calendar"; };
  REQUIRE(std::ranges::count_if(sink.folders, called) == 1);
  REQUIRE(sink.folder_named("Calendar")->item_kind == model::ItemKind::Mail);
  REQUIRE(sink.messages.size() == 3);
}

TEST_CASE("Q193533 missing dates are absent, and none stands for the other") {
  MadeSet set;
  set.add_row(",,,,,none,,,,,", set.sections.add("Body", "a"));
  set.add_row(",,,,,sent,19970506151000,,,,", set.sections.add("Body", "a"));
  set.add_row(",,,,,strange,25400506151000,,,,", set.sections.add("Body", "a"));

  const IffSink sink = set.convert();

  REQUIRE_FALSE(sink.messages.at(0).sent);
  REQUIRE_FALSE(sink.messages[0].received);
  REQUIRE(sink.messages[1].sent);
  REQUIRE_FALSE(sink.messages[1].received);
  REQUIRE_FALSE(sink.messages[2].sent);
  REQUIRE(sink.has_note("Send-Date is no date: 25400506151000"));
}

TEST_CASE("Q192594 an empty sender is none") {
  MadeSet set;
  set.add_row(",,Bo,,,s,,,,,", set.sections.add("Body", "a"));

  const IffSink sink = set.convert();

  REQUIRE_FALSE(sink.messages.at(0).from);
  REQUIRE_FALSE(sink.messages[0].sender);
}

TEST_CASE("Q200278 a draft is unsent, and what lies in Drafts only when the user says so") {
  MadeSet set;
  set.add_row(",,,,,draft,,,,,TRUE", set.sections.add("Body", "a"));
  set.add_row("Drafts,,,,,there,,,,,FALSE", set.sections.add("Body", "a"));

  const IffSink plain = set.convert();
  const IffSink drafts = set.convert({.drafts_unsent = true});

  REQUIRE(plain.messages.at(0).unsent);
  REQUIRE_FALSE(plain.messages.at(1).unsent);
  REQUIRE(drafts.messages.at(1).unsent);
}

TEST_CASE("Q192526 bare CRs of a body become CR LF, those of a file stay") {
  MadeSet set;
  const auto place = set.sections.add("Body", "one\rtwo\r\nthree\r", "FALSE");
  set.sections.add("Attachment", "a\rb", "TRUE", "a.txt");
  set.add_row(",,,,,s,,,,,", place);

  const IffSink sink = set.convert();

  const auto& body = sink.messages.at(0).bodies.text->content;
  REQUIRE(IffSink::text(body) == "one\r\ntwo\r\nthree\r\n");
  REQUIRE(body->size() == 17);
  REQUIRE(IffSink::text(sink.messages[0].attachments.at(0).content) == "a\rb");
}

TEST_CASE("Q180180 a body and a file without a last line end keep their last bytes") {
  MadeSet set;
  const auto place = set.sections.add("Body", "no line end", "FALSE");
  set.sections.add("Attachment", "end", "TRUE", "a.txt");
  set.add_row(",,,,,s,,,,,", place);
  set.sections.text().resize(set.sections.text().size() - 2);

  const IffSink sink = set.convert();

  REQUIRE(IffSink::text(sink.messages.at(0).bodies.text->content) == "no line end");
  REQUIRE(IffSink::text(sink.messages[0].attachments.at(0).content) == "end");
  REQUIRE(sink.damages() == 0);
}

TEST_CASE("Q166612 a file without a name gets one, and the next row is whole") {
  MadeSet set;
  const auto place = set.sections.add("Body", "see", "FALSE");
  set.sections.add("Attachment", "GIF89a....", "TRUE", "", "0");
  set.add_row(",,,,,s,,,,,", place);
  set.add_message("next", "text");

  const IffSink sink = set.convert();

  REQUIRE(sink.messages.at(0).attachments.at(0).long_name == "attachment-1.gif");
  REQUIRE(sink.messages[0].attachments[0].content->size() == 10);
  REQUIRE(sink.notes.size() == 1);
  REQUIRE(IffSink::text(sink.messages.at(1).bodies.text->content) == "text");
}

TEST_CASE("Q178820 an OLE document is a file with its bytes") {
  MadeSet set;
  const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(4000, '\x02');
  const auto place = set.sections.add("Body", "see", "FALSE");
  set.sections.add("Attachment", ole, "TRUE", "drawing", "1");
  set.add_row(",,,,,s,,,,,", place);

  const IffSink sink = set.convert();

  const auto& attachment = sink.messages.at(0).attachments.at(0);
  REQUIRE(attachment.kind == model::AttachmentKind::ByValue);
  REQUIRE(IffSink::text(attachment.content) == ole);
  REQUIRE(attachment.rendering_position == 1);
}

TEST_CASE("Q241292 a file stays, wherever its icon is said to be") {
  MadeSet set;
  const auto place = set.sections.add("Body", "see", "FALSE");
  for (const char* position : {"", "-1", "4", "99999999999", "x"}) {
    set.sections.add("Attachment", "data", "FALSE", "a.txt", position);
  }
  set.sections.add("Attachment", "data", "TRUE", "a.txt", "3");
  set.add_row(",,,,,s,,,,,", place);

  const IffSink sink = set.convert();

  const auto& attachments = sink.messages.at(0).attachments;
  REQUIRE(attachments.size() == 6);
  for (std::size_t i = 0; i < 5; ++i) {
    REQUIRE_FALSE(attachments[i].rendering_position);
  }
  REQUIRE(attachments[5].rendering_position == 3);
}

TEST_CASE("Q179980 a body that begins like RTF is RTF, with its bytes") {
  MadeSet set;
  set.add_message("s", "{\\rtf1\\ansi\\ansicpg932 \\'93\\'fa\\'96\\'7b}");

  const IffSink sink = set.convert();

  REQUIRE_FALSE(sink.messages.at(0).bodies.text);
  REQUIRE(IffSink::text(sink.messages[0].bodies.rtf->content).starts_with("{\\rtf1"));
}

TEST_CASE("Q174725 every character of 437 and 10000 is its own") {
  for (const auto& [page, bytes, text] :
       {std::tuple("437", "\xF4\xF5\xE2", "\u2320\u2321\u0393"),
        std::tuple("10000", "\xFA\xFC\xFD\xB0", "\u02D9\u00B8\u02DD\u221E")}) {
    MadeSet set;
    set.code_page = page;
    set.add_message(bytes, "body");

    const IffSink sink = set.convert();

    REQUIRE(sink.messages.at(0).subject == text);
    REQUIRE(sink.messages[0].undecodable == 0);
  }
}

TEST_CASE("a broken character at the end of a field costs that character alone") {
  MadeSet set;
  set.code_page = "932";
  set.add_row("\x93\xFA\x96\x7B\x83,\x93\xFA,Bo;\x83;Cy,,,s,,,,,", set.sections.add("Body", "a"));

  const IffSink sink = set.convert();

  const auto& message = sink.messages.at(0);
  REQUIRE(sink.path_of(message) == "\u65E5\u672C\uFFFD");
  REQUIRE(message.from->name == "\u65E5");
  REQUIRE(message.recipients.size() == 3);
  REQUIRE(message.recipients[2].address.name == "Cy");
  REQUIRE(message.undecodable > 0);
}

TEST_CASE("brackets and backslashes that are halves of characters are none") {
  MadeSet set;
  set.code_page = "932";
  // 83 5C, 83 5B and 83 5D are letters of the Japanese page.
  set.add_row(
      "A\x83\x5C"
      "B,X\x83\x5BY\x83\x5D,,,,s,,,,,",
      set.sections.add("Body", "a"));

  const IffSink sink = set.convert();

  REQUIRE(sink.path_of(sink.messages.at(0)) == "A\u30BDB");
  REQUIRE(sink.messages[0].from->name == "X\u30BCY\u30BE");
  REQUIRE(sink.messages[0].from->address.empty());
}

TEST_CASE("Q156063-5.7.3 a folder keeps a name of any length") {
  MadeSet set;
  set.code_page = "932";
  std::string name;
  for (int i = 0; i < 60; ++i) {
    name += "\x93\xFA";
  }
  set.add_row(name + ",,,,,s,,,,,", set.sections.add("Body", "a"));

  const IffSink sink = set.convert();

  REQUIRE(sink.path_of(sink.messages.at(0)).size() == 180);
}

TEST_CASE("when every row has priority 1, a note says what the UNIX extractor meant") {
  MadeSet set;
  for (int i = 0; i < 3; ++i) {
    set.add_row(",,,,,s,,,1,,", set.sections.add("Body", "a"));
  }
  REQUIRE(set.convert().has_note("priority 1"));

  set.add_row(",,,,,s,,,0,,", set.sections.add("Body", "a"));
  REQUIRE_FALSE(set.convert().has_note("priority 1"));
}

TEST_CASE("Q174253 a file called header that is no MacBinary is unchanged, with a note") {
  MadeSet set;
  const auto place = set.sections.add("Body", "see", "FALSE");
  set.sections.add("Attachment", "data", "TRUE", "header");
  set.add_row(",,,,,s,,,,,", place);

  const IffSink sink = set.convert();

  REQUIRE(IffSink::text(sink.messages.at(0).attachments.at(0).content) == "data");
  REQUIRE(sink.has_note("Macintosh"));
}

TEST_CASE("Q152916 a MacBinary file is unwrapped, and its resource fork kept") {
  std::string mac(128, '\0');
  mac[1] = 4;
  mac.replace(2, 4, "plan");
  mac.replace(65, 8, "TEXTttxt");
  mac[86] = 5;  // bytes of the data fork
  mac[90] = 3;  // bytes of the resource fork
  mac += "words" + std::string(123, '\0') + "RES" + std::string(125, '\0');
  MadeSet set;
  const auto place = set.sections.add("Body", "see", "FALSE");
  set.sections.add("Attachment", mac, "FALSE", "plan", "", "Macbinary");
  set.sections.add("Attachment", "no such thing", "TRUE", "x", "", "Macbinary");
  set.add_row(",,,,,s,,,,,", place);

  const IffSink sink = set.convert();

  const auto& attachment = sink.messages.at(0).attachments.at(0);
  REQUIRE(IffSink::text(attachment.content) == "words");
  REQUIRE(attachment.properties.find(0x3702) != nullptr);
  REQUIRE(attachment.properties.size() == 4);
  REQUIRE(IffSink::text(sink.messages[0].attachments.at(1).content) == "no such thing");
  REQUIRE(sink.has_note("marked as MacBinary, and is none"));
}
