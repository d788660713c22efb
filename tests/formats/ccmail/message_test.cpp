// Each documented trap of an export. The numbers are those of the known-failure matrix.
#include <catch2/catch.hpp>

#include "tests/formats/ccmail/reading.h"

using test::ExportMaker;
using test::file_item;
using test::text_item;
using test::value_of;

namespace {

constexpr std::string_view kHeader =
    "From: Ash, Ann at PO1\r\nDate: 6/2/98 8:39\r\nTo: Birch, Bo at PO2\r\nSubject: Hello\r\n";

/// A message whose parts are given as they stand.
std::string raw(std::string_view size, std::string_view header, std::string_view rest) {
  return "Message:\r\n" + std::string(size) + std::string(header) + std::string(rest);
}

/// Whole messages with sizes, so that a file around an odd one is known to have sizes.
std::string plain(int count) {
  ExportMaker maker;
  for (int i = 0; i < count; ++i) {
    maker.add("Plain", {text_item("plain text")});
  }
  return maker.text();
}

}  // namespace

TEST_CASE("Q184391 blocks that no line end parts are read byte for byte") {
  const std::string one =
      "Message:\r\n122\r\n" + std::string(kHeader) + "Contents:\r\n21\r\nText item:\r\n5\r\nfirst";
  const std::string two =
      "Message:\r\n124\r\n" + std::string(kHeader) + "Contents:\r\n22\r\nText item:\r\n6\r\nsecond";
  for (const auto& file : {one + two, one + two + one}) {
    const auto read = test::read_export(file);
    REQUIRE(read.messages.size() >= 2);
    REQUIRE(read.messages[0].items.front().data == "first");
    REQUIRE(read.messages[1].items.front().data == "second");
    REQUIRE(read.unclaimed.empty());
  }
}

TEST_CASE("Q233054 tokens inside a file are bytes of the file") {
  const std::string data =
      "\x01\x02\r\nMessage:\r\n\r\nContents:\r\nText item:\r\n3\r\nabc\r\n\xFF";
  ExportMaker maker;
  maker.add("One", {text_item("body"), file_item("A.BIN", data)});
  maker.add("Two", {text_item("next")});
  const auto read = test::read_export(maker.text());
  REQUIRE(read.messages.size() == 2);
  REQUIRE(read.messages[0].items.at(1).data == data);
  REQUIRE(read.messages[1].items.front().data == "next");
}

TEST_CASE("Q287056 a size of blanks, or 0, costs nothing and is told once") {
  for (const char* size : {"          \r\n", "0\r\n"}) {
    const std::string odd = raw(size, kHeader, "Contents:\r\n22\r\nText item:\r\n4\r\nbody\r\n");
    const auto read = test::read_export(odd + plain(3));
    REQUIRE(read.messages.size() == 4);
    REQUIRE(read.messages[0].items.front().data == "body");
    REQUIRE(read.messages[0].count("Message.size") == 1);
    REQUIRE(read.messages[0].damage.items().front().kind == bytes::DamageKind::Inconsistent);
    REQUIRE(read.messages[1].damage.total() == 0);
  }
}

TEST_CASE("Q234745 a header without Contents: ends, and the next message is there") {
  const auto read = test::read_export(raw("", kHeader, "") + plain(3));
  REQUIRE(read.messages.size() == 4);
  REQUIRE(value_of(read.messages[0], "Subject") == "Hello");
  REQUIRE(read.messages[0].items.empty());
  REQUIRE(read.messages[0].count("Contents.missing") == 1);
  REQUIRE(read.messages[1].damage.total() == 0);
}

TEST_CASE("a header without Contents: may have its text behind an empty line") {
  const auto read = test::read_export(raw("", kHeader, "\r\nsome words\r\n"));
  REQUIRE(read.messages.size() == 1);
  REQUIRE(read.messages[0].items.front().data == "some words\r\n");
}

TEST_CASE("Q262989 labels that nobody knows are kept under their names") {
  ExportMaker maker;
  maker.add({.fields = {{"From", "Ash, Ann at PO1"},
                        {"RRT", "12 34"},
                        {"To", "Birch, Bo at PO2"},
                        {"Zzz", "what"},
                        {"Subject", "s"}},
             .items = {text_item("x")}});
  const auto read = test::read_export(maker.text());
  REQUIRE(read.messages.size() == 1);
  REQUIRE(value_of(read.messages[0], "RRT") == "12 34");
  REQUIRE(value_of(read.messages[0], "Zzz") == "what");
}

TEST_CASE("Q238784 an item that is cut off costs the rest of itself") {
  ExportMaker maker;
  for (int i = 0; i < 5; ++i) {
    maker.add("No. " + std::to_string(i), {text_item("body"), file_item("A.TXT", "first file"),
                                           file_item("B.BIN", std::string(400, 'b'))});
  }
  std::string text = maker.text();
  text.erase(maker.begins()[2] - 300, 298);  // of the third item of the second message
  const auto read = test::read_export(text);
  REQUIRE(read.messages.size() == 5);
  const auto& hit = read.messages[1];
  REQUIRE(hit.items.size() == 3);
  REQUIRE(hit.items[1].data == "first file");
  REQUIRE(hit.items[2].data.substr(0, 102) == std::string(102, 'b'));
  REQUIRE(hit.count("Item.truncated") == 1);
  REQUIRE_FALSE(hit.is_complete);
  REQUIRE(read.messages[2].damage.total() == 0);
}

TEST_CASE("Q202240 a file that ends within an item has everything in front of its end") {
  ExportMaker maker;
  maker.add("One", {text_item("whole")});
  maker.add("Two", {text_item("also"), file_item("A.PCX", std::string(900, 'p'))});
  std::string text = maker.text();
  text.resize(text.size() - 802);
  const auto read = test::read_export(text);
  REQUIRE(read.messages.size() == 2);
  REQUIRE(read.messages[0].damage.total() == 0);
  REQUIRE(read.messages[1].items.at(1).data == std::string(100, 'p'));
  REQUIRE(read.messages[1].count("Item.truncated") == 1);
}

TEST_CASE("Q178122 a text of no bytes is a text, and the next item is read") {
  ExportMaker maker;
  maker.add("One", {text_item(""), file_item("A.TXT", "abc")});
  const auto read = test::read_export(maker.text());
  REQUIRE(read.messages[0].items.at(0).data.empty());
  REQUIRE(read.messages[0].items.at(1).data == "abc");
  REQUIRE(read.messages[0].damage.total() == 0);
}

TEST_CASE("Q167024 an item of a kind that nobody knows keeps its bytes and its label") {
  const std::string data(50, '\x07');
  ExportMaker maker;
  maker.add("One", {text_item("x"), {.label = "Strange item", .title = "T", .data = data}});
  const auto read = test::read_export(maker.text());
  REQUIRE(read.messages[0].items.at(1).label == "Strange item");
  REQUIRE(read.messages[0].items.at(1).data == data);
}

TEST_CASE("Q223383 five hundred items come in their order, and a date may be missing") {
  test::MadeMessage made{.fields = {{"From", "Ash, Ann at PO1"}, {"Subject", "many"}}, .items = {}};
  for (int i = 0; i < 500; ++i) {
    made.items.push_back(file_item("F" + std::to_string(i) + ".TXT", std::to_string(i)));
  }
  ExportMaker maker;
  maker.add(made);
  const auto read = test::read_export(maker.text());
  REQUIRE(read.messages.size() == 1);
  REQUIRE(read.messages[0].items == made.items);
  REQUIRE(read.messages[0].damage.total() == 0);
}

TEST_CASE("Q166499 a header of two hundred recipients has all of them") {
  test::MadeMessage made{.fields = {{"From", "Ash, Ann at PO1"}}, .items = {text_item("x")}};
  for (int i = 0; i < 200; ++i) {
    made.fields.emplace_back("To",
                             "Recipient, Number " + std::to_string(i) + " at POSTOFFICE00001");
  }
  ExportMaker maker;
  maker.add(made);
  REQUIRE(maker.text().size() > 9000);
  REQUIRE(test::is_same(test::read_export(maker.text()).messages.at(0), made));
}

TEST_CASE("Q266711 headers of 160 and 400 KB are read whole, beyond 1 MiB it is told") {
  for (const std::size_t size : {163'840U, 400'000U, 1'200'000U}) {
    std::string header = "From: Ash, Ann at PO1\r\n";
    std::size_t count = 0;
    for (; header.size() + 60 < size; ++count) {
      header += "To: Recipient, Number " + std::to_string(count) + " at PO2\r\n";
    }
    const auto read = test::read_export(raw("", header, "Contents:\r\nText item:\r\nbody\r\n"));
    REQUIRE(read.messages.size() == 1);
    const bool is_whole = size < (1U << 20U);
    REQUIRE((read.messages[0].fields.size() == count + 1) == is_whole);
    REQUIRE(read.messages[0].count("Header.length") == (is_whole ? 0U : 1U));
  }
}

TEST_CASE("Q184052 the published sample is one message although its sizes do not add up") {
  const std::string file =
      "Message:\r\n179\r\nFrom: First Last at PO1\r\nDate: 6/2/98 8:39\r\n"
      "To: Other Name at PO2\r\nSubject: A subject\r\nContents:\r\n58\r\nText item:\r\n32\r\n"
      "This is the message text";
  const auto read = test::read_export(file);
  REQUIRE(read.messages.size() == 1);
  REQUIRE(value_of(read.messages[0], "From") == "First Last at PO1");
  REQUIRE(value_of(read.messages[0], "Subject") == "A subject");
  REQUIRE(read.messages[0].items.front().data == "This is the message text");
  for (const bytes::Damage& one : read.messages[0].damage.items()) {
    REQUIRE(one.kind == bytes::DamageKind::Inconsistent);
  }
}

TEST_CASE("Q156063-2.6.15 pieces of a long text are items in their order") {
  ExportMaker maker;
  maker.add("Long", {text_item(std::string(20'480, 'a')), text_item(std::string(20'480, 'b')),
                     text_item("ccccc")});
  const auto read = test::read_export(maker.text());
  REQUIRE(read.messages[0].items.size() == 3);
  REQUIRE(read.messages[0].items[2].data == "ccccc");
}

TEST_CASE("sizes that count from elsewhere are calibrated for the file") {
  std::string text;
  for (int i = 0; i < 6; ++i) {
    const std::string body = "Message:\r\n inside " + std::string(static_cast<std::size_t>(i), 'x');
    const std::string item = "Text item:\r\n" + std::to_string(body.size() + 20) + "\r\n" + body;
    text += "Message:\r\n" + std::string(kHeader) + "Contents:\r\n" + std::to_string(item.size()) +
            "\r\n" + item + "\r\n";
  }
  const auto read = test::read_export(text);
  REQUIRE(read.layout.shift(ccmail::Level::Item) == -20);
  REQUIRE(read.messages.size() == 6);
  REQUIRE(read.messages[5].items.front().data == "Message:\r\n inside xxxxx");
  REQUIRE(read.messages[5].damage.total() == 0);
}

TEST_CASE("a file without sizes keeps a text that begins with a number") {
  const auto read =
      test::read_export(raw("", kHeader, "Contents:\r\nText item:\r\n42\r\nis the answer\r\n"));
  REQUIRE_FALSE(read.layout.has_sizes);
  REQUIRE(read.messages[0].items.front().data == "42\r\nis the answer\r\n");
}

TEST_CASE("the begin of a sentence is no label in a file without sizes") {
  const auto read = test::read_export(
      raw("", kHeader,
          "Contents:\r\nText item:\r\nAgenda item: budget\r\nx\r\nStrange item:\r\n\x01\x02\r\n"));
  REQUIRE(read.messages[0].items.size() == 2);
  REQUIRE(read.messages[0].items[0].data == "Agenda item: budget\r\nx\r\n");
  REQUIRE(read.messages[0].items[1].label == "Strange item");
}

TEST_CASE("labels of another language are given by the user") {
  ccmail::Labels labels;
  REQUIRE(
      labels.add("# German\nmessage = Nachricht\nfrom = Von\nto=An\nsubject = Betreff:\n"
                 "contents = Inhalt\ntext-item = Textelement\n"));
  const std::string file =
      "Nachricht:\r\nVon: Ash, Ann at PO1\r\nAn: Birch, Bo at PO2\r\nBetreff: Hallo\r\n"
      "Inhalt:\r\nTextelement:\r\nGuten Tag\r\n";
  const auto read = test::read_export(file, test::Files::Raw, labels);
  REQUIRE(read.messages.size() == 1);
  REQUIRE(read.messages[0].items.front().data == "Guten Tag\r\n");
  REQUIRE_FALSE(labels.add("text-item Textelement"));
  REQUIRE_FALSE(labels.add("nonsense = x"));
  REQUIRE_FALSE(labels.add("text-item = a:b"));
}

TEST_CASE("Ctrl-Z and zeros end a file and are no text") {
  for (const std::string_view end :
       {std::string_view("\x1A"), std::string_view("\x1A\0\0\r\n", 5)}) {
    ExportMaker sized;
    sized.add("One", {text_item("body")});
    const auto with = test::read_export(sized.text() + std::string(end));
    REQUIRE(with.messages.at(0).items.front().data == "body");
    REQUIRE(with.unclaimed.empty());
    ExportMaker unsized({.sizes = false});
    unsized.add("One", {text_item("body\r\n")});
    const auto without = test::read_export(unsized.text() + std::string(end));
    REQUIRE(without.messages.at(0).items.front().data == "body\r\n");
  }
}

TEST_CASE("what is written between messages is unclaimed, and told") {
  ExportMaker maker;
  maker.add("One", {text_item("a")});
  maker.add_raw("Exporting messages in mailbox \"ANN\" to file EXPORT\\MSG4A27.CCM\r\n");
  maker.add("Two", {text_item("b")});
  const auto read = test::read_export(maker.text());
  REQUIRE(read.messages.size() == 2);
  REQUIRE(read.messages[0].items.front().data == "a");
  REQUIRE(read.unclaimed.size() == 1);
}

TEST_CASE("a folder may be named in front of a message") {
  ExportMaker maker;
  maker.add("One", {text_item("a")});
  maker.add_raw("Folder: Projects\r\n");
  maker.add("Two", {text_item("b")});
  const auto read = test::read_export(maker.text());
  REQUIRE(read.messages.size() == 2);
  REQUIRE(value_of(read.messages[1], "Folder") == "Projects");
}

TEST_CASE("a text that is no export is none") {
  const ccmail::Labels labels;
  for (const char* text : {"", "Hello\r\n", "Message: hello\r\nFrom me to you\r\n",
                           "Message:\r\nwords and words\r\n", "Name: x\r\nLocn: L\r\n"}) {
    REQUIRE_FALSE(ccmail::MessageReader::open(text, labels));
    REQUIRE(ccmail::sniff(text, labels) == ccmail::Likeness::None);
  }
}

TEST_CASE("a message whose first line is lost costs the message in front of it nothing") {
  const std::string header = "From: Ash, Ann at PO1\r\nDate: 6/20/98 8:39\r\nTo: Bo\r\nSubject: ";
  const std::string text = "Message:\r\n" + header + "One\r\nContents:\r\nText item:\r\nfirst\r\n" +
                           header + "Two\r\nContents:\r\nText item:\r\nsecond\r\n" +
                           "Message:\r\n" + header +
                           "Three\r\nContents:\r\nText item:\r\nthird\r\n";

  const auto read = test::read_export(text);

  REQUIRE(read.messages.size() == 3);
  for (const auto& message : read.messages) {
    REQUIRE(message.items.size() == 1);
  }
  REQUIRE(read.messages[0].damage.total() == 0);
  REQUIRE(read.messages[1].damage.total() == 1);
  REQUIRE(read.messages[1].damage.items()[0].field == "Message.boundary");
  REQUIRE(read.messages[2].damage.total() == 0);
}

TEST_CASE("labels in the midst of lines take time in the size of the file, not in its square") {
  // With a look at the rest of the file for every label each would take many minutes.
  constexpr std::size_t kSize = std::size_t{512} << 10U;
  for (const std::string_view line :
       {"xMessage:\r\nFrom: a\r\n", "xMessage:\r\n12\r\nFolder: a\r\n",
        "xMessage:\r\nFrom: a\r\nDate: b\r\nContents:\r\nx", "x\x1AMessage:\r\nFolder: a\r\n"}) {
    std::string text = "Message:\r\nFrom: a\r\nContents:\r\n";
    while (text.size() < kSize) {
      text += line;
    }
    REQUIRE_FALSE(test::read_export(text).messages.empty());
  }
}

TEST_CASE("words behind Contents: on its own line are kept") {
  const auto read =
      test::read_export(raw("", kHeader, "Contents: of this mail\r\nText item:\r\nbody\r\n"));
  REQUIRE(value_of(read.messages.at(0), "Contents") == "of this mail");
  REQUIRE(read.messages[0].items.front().data == "body\r\n");
  const auto sized = test::read_export(raw("", kHeader, "Contents: 12\r\nText item:\r\nb\r\n"));
  REQUIRE(value_of(sized.messages.at(0), "Contents") == "(none)");
}

TEST_CASE("padding at the end of a file is padding however long it is") {
  ExportMaker maker;
  maker.add("One", {text_item("body")});
  const auto read = test::read_export(maker.text() + "\x1A" + std::string(200'000, '\0'));
  REQUIRE(read.messages.size() == 1);
  REQUIRE(read.unclaimed.empty());
  REQUIRE(read.messages[0].damage.total() == 0);
}

TEST_CASE("a MacBinary file is framed with its comment") {
  std::string file = test::mac_binary("file", "data", "");
  file[100] = '\x05';
  file.replace(122, 4, std::string(4, '\0'));  // MacBinary I
  file += "words" + std::string(123, '\0');
  const std::string text =
      raw("", kHeader,
          "Contents:\r\nText item:\r\nx\r\nFile item: A\r\n" + file + "\r\nText item:\r\nlast\r\n");
  const auto read = test::read_export(text);
  REQUIRE(read.messages.at(0).items.size() == 3);
  REQUIRE(read.messages[0].items[1].data == file);
}

TEST_CASE("messages whose sizes all end at one long header take time in the size of the file") {
  const auto tiny = [](std::size_t size) {
    std::string digits = std::to_string(size);
    digits.insert(0, 10 - digits.size(), '0');
    return "Message:\r\n" + digits + "\r\nFrom: a\r\nTo: b\r\nContents:\r\nText item:\r\nx\r\n";
  };
  constexpr std::size_t kCount = 20'000;
  const std::size_t length = tiny(0).size();
  const std::size_t base = tiny(0).find("From:");
  std::string text;
  for (std::size_t i = 0; i < kCount; ++i) {
    text += tiny(kCount * length - i * length - base);
  }
  text += "Message:\r\nFrom: a\r\n";
  for (std::size_t i = 0; i < 100'000; ++i) {
    text += "x: y\r\n";
  }
  REQUIRE(test::read_export(text).messages.size() >= 1);
}
