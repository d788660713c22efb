// Texts, files and code pages. The numbers are those of the known-failure matrix.
#include <catch2/catch.hpp>

#include "converters/ccmail/text_parts.h"
#include "formats/bytes/hex.h"
#include "tests/converters/ccmail/converted.h"

using test::CcmailSink;
using test::export_of;
using test::ExportMaker;
using test::file_item;
using test::MadeItem;
using test::message_with;
using test::text_item;

namespace {

// In code page 932: "yamada", of which the second character ends in 5C, and a word with BE.
const std::string kJapanese = "\x8E\x52\x83\x5C\xBE";
constexpr std::string_view kCompound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

MadeItem item(std::string label, std::string title, std::string data) {
  return {.label = std::move(label), .title = std::move(title), .data = std::move(data)};
}

}  // namespace

TEST_CASE("one text is the body, and its title is kept beside") {
  const CcmailSink sink(export_of({text_item("Part one", "Title")}));
  REQUIRE(sink.body() == "Part one");
  REQUIRE(CcmailSink::kept(sink.messages[0].properties, "CcmailTitle") == "Title");
}

TEST_CASE("further texts stand behind an empty line and their titles") {
  REQUIRE(CcmailSink(export_of({text_item("Part one"), text_item("Part two", "Budget")})).body() ==
          "Part one\r\n\r\n--- Budget ---\r\n\r\nPart two");
  REQUIRE(CcmailSink(export_of({text_item("a\r\n"), text_item("b")})).body() == "a\r\n\r\nb");
}

TEST_CASE("Q156063-2.6.15 pieces of a long text are one body") {
  const CcmailSink sink(export_of({text_item(std::string(20'480, 'a')),
                                   text_item(std::string(20'480, 'b')), text_item("ccccc")}));
  REQUIRE(sink.body() ==
          std::string(20'480, 'a') + "\r\n\r\n" + std::string(20'480, 'b') + "\r\n\r\nccccc");
}

TEST_CASE("Q178122 a text of no bytes is an empty body without damage") {
  const CcmailSink sink(export_of({text_item("")}));
  REQUIRE(sink.damages() == 0);
  REQUIRE_FALSE(sink.messages[0].bodies.text);
}

TEST_CASE("Q181130 Q252819 a body has exactly its characters, the last line too") {
  const std::string text = "It was read on 12/21/1999 5:19 PM";
  REQUIRE(CcmailSink(export_of({text_item(text)})).body() == text);
  const std::string hundred(100, 'x');
  REQUIRE(CcmailSink(export_of({text_item(hundred)})).body() == hundred);
}

TEST_CASE("Q228743 every line of a report that mail did not arrive is there") {
  const std::string text = "Message not deliverable\r\nNot deliverable to: Ash, Ann\r\nEnd\r\n";
  REQUIRE(CcmailSink(export_of({text_item(text)})).body() == text);
}

TEST_CASE("Q216473 a text in RTF is the rich body, and what it says the plain one") {
  const std::string rtf = "{\\rtf1\\ansi Hello \\b bold\\b0  words}";
  const CcmailSink sink(export_of({text_item(rtf)}));
  REQUIRE(CcmailSink::text(sink.messages[0].bodies.rtf->content) == rtf);
  REQUIRE(sink.body().find("Hello bold words") == 0);
  const CcmailSink two(export_of({text_item("first"), text_item(rtf)}));
  REQUIRE(two.body().find("first\r\n\r\nHello") == 0);
  REQUIRE(CcmailSink::text(two.file().content) == rtf);
}

TEST_CASE("what is wrong with a text in RTF is told with its place in the file") {
  const std::string cut = "{\\rtf1\\ansi Hello {\\b bold";
  for (const bool is_alone : {true, false}) {
    const std::string text =
        is_alone ? export_of({text_item(cut)}) : export_of({text_item("first"), text_item(cut)});
    const CcmailSink sink(text);
    REQUIRE(sink.body().find("Hello bold") != std::string::npos);
    REQUIRE(sink.damages() == 1);
    REQUIRE(sink.count_notes(bytes::hex_offset(text.find(cut) + cut.size())) == 1);
  }
}

TEST_CASE("letters of a text in RTF that the page of the others lacks are told") {
  const std::string rtf = "{\\rtf1\\ansi Hello \\u8364?}";
  const CcmailSink sink(export_of({text_item("first"), text_item(rtf)}));
  REQUIRE(sink.count_notes(
              "code page 850 lacks characters of text-1.rtf, which are question marks") == 1);
  REQUIRE(CcmailSink::text(sink.file().content) == rtf);
}

TEST_CASE("a text in HTML within RTF is said without its tags") {
  const std::string rtf =
      "{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag84 <p>}Hello{\\*\\htmltag92 </p>}}";
  const CcmailSink sink(export_of({text_item(rtf)}));
  REQUIRE(sink.body() == "Hello\r\n");
}

TEST_CASE("a text in RTF that is too large to be put into plain text is kept, and told") {
  const std::string rtf = "{\\rtf1 " + std::string(convert::ccmail::kLargestRtf, 'x') + "}";
  const CcmailSink alone(export_of({text_item(rtf)}));
  REQUIRE_FALSE(alone.messages[0].bodies.text);
  REQUIRE(alone.messages[0].bodies.rtf->content->size() == rtf.size());
  REQUIRE(alone.count_notes("too large to be put into plain text: it is the rich body") == 1);

  const CcmailSink two(export_of({text_item("first"), text_item(rtf)}));
  REQUIRE(two.body() == "first");
  REQUIRE(two.file().content->size() == rtf.size());
  REQUIRE(two.count_notes("too large to be put into plain text: it is attached as text-1.rtf") ==
          1);
}

TEST_CASE("Ctrl-Z in a text is a line end, and none elsewhere") {
  const CcmailSink sink(export_of({text_item("a\x1A"
                                             "b\rc"),
                                   file_item("A.BIN", "x\x1Ay")}));
  REQUIRE(sink.body() == "a\nb\r\nc");
  REQUIRE(CcmailSink::text(sink.file().content) == "x\x1Ay");
  REQUIRE(sink.count_notes("Ctrl-Z") == 1);
}

TEST_CASE("Q190555 a text that was too long for one is the body all the same") {
  for (const bool is_mac : {false, true}) {
    const std::string text = "A long text";
    const CcmailSink sink(export_of(
        {file_item("UNNAMED.TXT 1/2/98 1:00PM", is_mac ? test::mac_binary("x", text) : text),
         file_item("B.TXT", "b")}));
    REQUIRE(sink.body() == text);
    REQUIRE(CcmailSink::kept(sink.messages[0].properties, "CcmailTitle") ==
            "UNNAMED.TXT 1/2/98 1:00PM");
    REQUIRE(sink.messages[0].attachments.size() == 1);
  }
}

TEST_CASE("Q166610 Q186216 Q192700 Q237886 a file's name is its label's, without the date") {
  const CcmailSink sink(export_of({text_item("x"), file_item("Abc.wk4 5/6/97 3:10PM", "1"),
                                   file_item("Report 9-11-1998", "2"),
                                   file_item("REPORT.DOC 3/4/98 9:05AM", "a plain text")}));
  REQUIRE(sink.file(0).long_name == "Abc.wk4");
  REQUIRE(text::iso8601(model::ticks_of(*sink.file(0).modified)) == "1997-05-06T15:10:00");
  REQUIRE(sink.file(1).long_name == "Report");
  REQUIRE(sink.file(2).long_name == "REPORT.DOC");
}

TEST_CASE("Q195203 a date in place of a name is none") {
  const CcmailSink sink(export_of({text_item("x"), file_item("5/6/97 3:10PM", "GIF89a...")}));
  REQUIRE(sink.file().long_name == "item-2.gif");
  REQUIRE(sink.count_notes("Item.name") == 1);
  REQUIRE(CcmailSink::text(sink.file().content) == "GIF89a...");
}

TEST_CASE("Q190297 Q166610 long names with blanks are whole") {
  const CcmailSink sink(
      export_of({text_item("x"), file_item("Longfilename with blanks.txt 1/2/98 1:00PM", "1"),
                 file_item("C:\\DATA\\A.TXT", "2"), file_item("\\\\SRV\\S\\B.TXT", "3")}));
  REQUIRE(sink.file(0).long_name == "Longfilename with blanks.txt");
  REQUIRE(sink.file(1).long_name == "A.TXT");
  REQUIRE(CcmailSink::kept(sink.file(1).properties, "CcmailName") == "C:\\DATA\\A.TXT");
  REQUIRE(sink.file(2).long_name == "B.TXT");
}

TEST_CASE("Q166614 Q197363 Q184053 faxes and pictures get the extension of their content") {
  const std::string pcx("\x0A\x05\x01", 3);
  const CcmailSink sink(export_of({text_item("x"), item("Fax item", "", pcx),
                                   item("Fax item", "TODAY", "\xB1\x68\xDE\x3A..."),
                                   file_item("FAX0001", pcx), file_item("PIC.PCX", pcx)}));
  REQUIRE(sink.file(0).long_name == "item-2.pcx");
  REQUIRE(sink.file(1).long_name == "TODAY.dcx");
  REQUIRE(sink.file(2).long_name == "FAX0001.pcx");
  REQUIRE(CcmailSink::kept(sink.file(2).properties, "CcmailName") == "FAX0001");
  REQUIRE(sink.file(3).long_name == "PIC.PCX");
  REQUIRE(CcmailSink::text(sink.file(0).content) == pcx);
  REQUIRE(sink.body() == "x");
}

TEST_CASE("Q194905 a file of Office 97 that does not begin like one is told, and unchanged") {
  const CcmailSink sink(export_of({text_item("x"), file_item("A.XLS", "\x01garbage."),
                                   file_item("B.XLS", std::string(kCompound) + "rest")}));
  REQUIRE(CcmailSink::text(sink.file(0).content) == "\x01garbage.");
  REQUIRE(sink.count_notes("A.XLS (item 2)") == 1);
  REQUIRE(sink.count_notes("B.XLS") == 0);
}

TEST_CASE("Q198828 Q167024 items of other kinds keep their bytes and their label") {
  const std::string ole = std::string(kCompound) + "storage";
  const CcmailSink sink(export_of({text_item("x"), item("OLE item", "Chart", ole),
                                   item("Strange item", "", std::string(50, '\x07'))}));
  REQUIRE(sink.file(0).kind == model::AttachmentKind::Ole);
  REQUIRE(CcmailSink::text(sink.file(0).content) == ole);
  REQUIRE(CcmailSink::text(sink.file(1).content) == std::string(50, '\x07'));
  REQUIRE(CcmailSink::kept(sink.file(1).properties, "CcmailItem") == "Strange item");
}

TEST_CASE("a file of the Macintosh is its data, and beside it the rest as AppleDouble") {
  const CcmailSink sink(
      export_of({text_item("x"), file_item("plan.txt", test::mac_binary("plan", "words", "RES")),
                 file_item("dos.txt", test::mac_binary("dos.txt", "no fork"))}));
  REQUIRE(sink.messages[0].attachments.size() == 3);
  REQUIRE(CcmailSink::text(sink.file(0).content) == "words");
  REQUIRE(sink.file(1).long_name == "._plan.txt");
  REQUIRE(sink.file(1).mime_type == "application/applefile");
  const std::string apple = CcmailSink::text(sink.file(1).content);
  REQUIRE(apple.substr(0, 8) == std::string("\x00\x05\x16\x07\x00\x02\x00\x00", 8));
  REQUIRE(apple.ends_with("planRES"));
  REQUIRE(apple.find("TEXTttxt") != std::string::npos);
  REQUIRE(CcmailSink::text(sink.file(2).content) == "no fork");
}

TEST_CASE("Q166561 a MacBinary header that does not fit leaves the bytes as they are") {
  std::string broken = test::mac_binary("plan", "words", "RES");
  broken[83] = '\x7F';
  const CcmailSink sink(export_of({text_item("x"), file_item("plan.txt", broken)}));
  REQUIRE(CcmailSink::text(sink.file().content) == broken);
  REQUIRE(sink.count_notes("MacBinary.header") == 1);
}

TEST_CASE("files are hexadecimal text only when all of them are") {
  const CcmailSink all(
      export_of({text_item("x"), file_item("A.BIN", "4142\r\n43\r\n"), file_item("B.BIN", "44")}));
  REQUIRE(CcmailSink::text(all.file(0).content) == "ABC");
  REQUIRE(CcmailSink::text(all.file(1).content) == "D");
  REQUIRE(CcmailSink::kept(all.file(0).properties, "CcmailHex") == "4142\r\n43\r\n");
  const CcmailSink some(
      export_of({text_item("x"), file_item("A.BIN", "4142"), file_item("B.BIN", "words")}));
  REQUIRE(CcmailSink::text(some.file(0).content) == "4142");
  REQUIRE(CcmailSink::text(CcmailSink(export_of({file_item("A.BIN", "4142")})).file().content) ==
          "4142");
}

TEST_CASE("Q184991 a message within a message is called by its own subject") {
  const std::string inner =
      message_with({{"From", "Cedar, Cy at PO3"},
                    {"Date", "1/13/98 8:00"},
                    {"Subject", "A subject of thirty characters, and twenty more"}},
                   {text_item("inner body")});
  const CcmailSink sink(
      export_of({text_item("x"), item("Message item", "A subject of thirty characters", inner)}));
  REQUIRE(sink.file().kind == model::AttachmentKind::Embedded);
  REQUIRE(sink.file().message->subject == "A subject of thirty characters, and twenty more");
  REQUIRE(sink.file().message->from->name == "Cedar, Cy");
  const CcmailSink file(export_of({text_item("x"), file_item("OLD.CCM", inner)}));
  REQUIRE(file.file().kind == model::AttachmentKind::ByValue);
}

TEST_CASE("Q247018 Q249111 texts of two bytes a character are those of their page") {
  struct Page {
    std::uint32_t number;
    const char* bytes;
    const char* utf8;
  };
  for (const Page& page : {Page{932, "\x93\xFA\x96\x7B", "\xE6\x97\xA5\xE6\x9C\xAC"},
                           Page{936, "\xD6\xD0\xCE\xC4", "\xE4\xB8\xAD\xE6\x96\x87"},
                           Page{949, "\xC7\xD1\xB1\xDB", "\xED\x95\x9C\xEA\xB8\x80"},
                           Page{950, "\xA4\xA4\xA4\xE5", "\xE4\xB8\xAD\xE6\x96\x87"}}) {
    const std::string word = page.bytes;
    const CcmailSink sink(message_with({{"From", word + ", X at PO1"}, {"Subject", word + " s"}},
                                       {text_item(word + " abc"), file_item(word + ".TXT", "1")}),
                          {.charset = page.number});
    const std::string decoded = page.utf8;
    REQUIRE(sink.messages[0].from->name == decoded + ", X");
    REQUIRE(sink.messages[0].subject == decoded + " s");
    REQUIRE(sink.body() == decoded + " abc");
    REQUIRE(sink.file().long_name == decoded + ".TXT");
    REQUIRE(sink.damages() == 0);
  }
}

TEST_CASE("Q228534 Q198861 names whose characters end in a backslash are whole") {
  ExportMaker maker;
  maker.add({.fields = {{"Folder", kJapanese}, {"From", kJapanese + " at PO1"}},
             .items = {text_item("x"), file_item(kJapanese + ".TXT", "1")}});
  const CcmailSink sink(maker.text(), {.charset = 932});
  const std::string name = text::decode(kJapanese, 932).utf8;
  REQUIRE(sink.messages[0].from->name == name);
  REQUIRE(sink.folder_of() == name);
  REQUIRE(sink.file().long_name == name + ".TXT");
}

TEST_CASE("Q255882 a text that is of another page is told once, and its bytes are kept") {
  std::string wrong = "\x93\xFA";
  for (int i = 0; i < 20; ++i) {
    wrong += "\x81 ";
  }
  const CcmailSink sink(
      message_with({{"From", "A at B"}, {"Subject", "\x81 s"}}, {text_item(wrong)}),
      {.charset = 932});
  REQUIRE(sink.count_notes("Text.codepage") == 1);
  REQUIRE(sink.body().find("\xEF\xBF\xBD") != std::string::npos);
  REQUIRE(CcmailSink::text(sink.messages[0].bodies.text->content) == wrong);
  REQUIRE(CcmailSink::kept(sink.messages[0].properties, "CcmailHeader").find("\x81 s") !=
          std::string::npos);
}

TEST_CASE("Q279175 a wrong page makes no question marks") {
  const std::string text = message_with({{"From", "A at B"}, {"Subject", "\x93\xFA\x96\x7B"}});
  REQUIRE(CcmailSink(text, {.charset = 932}).messages[0].subject == "\xE6\x97\xA5\xE6\x9C\xAC");
  const CcmailSink wrong(text, {.charset = 437});
  REQUIRE(wrong.messages[0].subject.find('?') == std::string::npos);
  REQUIRE(text::encode(wrong.messages[0].subject, 437) == "\x93\xFA\x96\x7B");
}

TEST_CASE("Q197258 letters with accents are those of code page 850") {
  const CcmailSink sink(message_with({{"From", "Ash, Ann at M\x9ANCHEN"}}));
  REQUIRE(sink.messages[0].from->address == "Ash, Ann at M\xC3\x9CNCHEN");
}
