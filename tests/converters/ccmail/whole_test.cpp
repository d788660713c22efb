// Nothing of a message is lost without a word: what is not in the model is kept beside, or told.
#include <catch2/catch.hpp>

#include "converters/ccmail/export_file.h"
#include "converters/ccmail/mailbox_plan.h"
#include "tests/converters/ccmail/converted.h"

using test::CcmailSink;
using test::export_of;
using test::ExportMaker;
using test::file_item;
using test::message_with;
using test::text_item;

namespace {

const std::string kAnn = "Ash, Ann at PO1";

/// Keeps nothing of a message but that it came.
class CountingSink final : public model::Sink {
 public:
  std::size_t messages = 0;
  std::vector<model::Loss> losses;

  model::Result<void> store(const model::Store& /*store*/) override { return {}; }
  model::Result<void> folder(const model::Folder& /*folder*/) override { return {}; }
  model::Result<void> expect(model::FolderId /*folder*/, std::uint64_t /*more*/) override {
    return {};
  }
  model::Result<model::Delivered> message(const model::Message& /*message*/) override {
    ++messages;
    return model::Delivered{};
  }
  model::Result<void> loss(const model::Loss& loss) override {
    losses.push_back(loss);
    return {};
  }
  model::Result<void> note(const model::Note& /*note*/) override { return {}; }
  model::Result<void> finish() override { return {}; }
};

std::size_t count_missing(const model::Message& message, std::string_view what) {
  return static_cast<std::size_t>(std::ranges::count_if(
      message.provenance.missing,
      [what](const model::Missing& one) { return one.what.find(what) != std::string::npos; }));
}

}  // namespace

TEST_CASE("a mailbox of more files than may be open at once is read whole") {
  constexpr std::size_t kFiles = 1'100;
  test::TemporaryDirectory directory;
  std::vector<std::filesystem::path> files;
  for (std::size_t i = 0; i < kFiles; ++i) {
    files.push_back(directory / ("MSG" + std::to_string(1000 + i) + ".CCM"));
    test::write_file(files.back(), export_of({text_item("No. " + std::to_string(i))}));
  }
  CountingSink sink;
  model::NoMonitor monitor;
  REQUIRE(convert::ccmail::ccmail_to_model(files, "export", "ANN", {}, monitor, sink));
  REQUIRE(sink.messages == kFiles);
  REQUIRE(sink.losses.empty());
}

TEST_CASE("zeros over the last item of a message make it partial") {
  std::string text = export_of({text_item("kept"), file_item("A.BIN", "important bytes")});
  const std::size_t at = text.rfind("File item:");
  text.replace(at, text.size() - at, text.size() - at, '\0');
  const CcmailSink sink(text);
  REQUIRE(sink.messages.at(0).provenance.state == model::State::Partial);
  REQUIRE(count_missing(sink.messages[0], "Item.filler") == 1);
  REQUIRE(sink.body() == "kept");
}

TEST_CASE("a file that ends between two items leaves its message partial") {
  std::string text = export_of({text_item("kept"), file_item("A.BIN", "important bytes")});
  text.resize(text.rfind("File item:"));
  const CcmailSink sink(text);
  REQUIRE(sink.messages.at(0).provenance.state == model::State::Partial);
  REQUIRE(count_missing(sink.messages[0], "Message.truncated") == 1);
}

TEST_CASE("a message whose inner message is cut off is partial") {
  for (const bool has_sizes : {true, false}) {
    ExportMaker inner({.sizes = has_sizes});
    inner.add("Inner", {text_item("words that go on and on\r\n")});
    const std::string whole =
        export_of({text_item("x"), {.label = "Message item", .title = "I", .data = inner.text()}});
    const CcmailSink sink(export_of({text_item("first")}) + whole.substr(0, whole.size() - 14));
    REQUIRE(sink.messages.size() >= 2);
    REQUIRE(sink.messages[0].provenance.state == model::State::Intact);
    REQUIRE(sink.messages[1].provenance.state == model::State::Partial);
  }
}

TEST_CASE("bytes behind the forks of a MacBinary file leave it as it is, its comment is kept") {
  const std::string trailed = test::mac_binary("x", "words") + "TRAILING BYTES";
  const CcmailSink sink(export_of({text_item("t"), file_item("A.BIN", trailed)}));
  REQUIRE(CcmailSink::text(sink.file().content) == trailed);
  REQUIRE(sink.count_notes("MacBinary.size") == 1);
  REQUIRE(sink.damages() == 1);

  std::string commented = test::mac_binary("x", "words");
  commented[100] = '\x05';
  commented.replace(122, 4, std::string(4, '\0'));  // MacBinary I
  commented += "noted" + std::string(123, '\0');
  const CcmailSink whole(export_of({text_item("t"), file_item("A.BIN", commented)}));
  REQUIRE(CcmailSink::text(whole.file().content) == "words");
  REQUIRE(CcmailSink::kept(whole.file().properties, "MacComment") == "noted");
  REQUIRE(whole.damages() == 0);
}

TEST_CASE("a long text in a file of the Macintosh keeps its names and its resource fork") {
  const CcmailSink sink(
      export_of({file_item("UNNAMED.TXT", test::mac_binary("Letter", "long words", "RES"))}));
  REQUIRE(sink.body() == "long words");
  REQUIRE(CcmailSink::kept(sink.messages[0].properties, "MacTypeAndCreator") == "TEXTttxt");
  REQUIRE(sink.file().long_name == "._UNNAMED.TXT");
  REQUIRE(CcmailSink::text(sink.file().content).ends_with("LetterRES"));
}

TEST_CASE("a long text in an export of hexadecimal files is words") {
  ExportMaker maker;
  maker.add("One", {text_item("x"), file_item("A.BIN", "414243")});
  maker.add("Two", {file_item("UNNAMED.TXT", test::hex_lines("Long words\r\n", "\r\n"))});
  const CcmailSink sink(maker.text());
  REQUIRE(sink.body(1) == "Long words\r\n");
  REQUIRE(CcmailSink::kept(sink.messages[1].properties, "CcmailHex").starts_with("4C6F6E67"));
}

TEST_CASE("an empty or a cut file does not turn hexadecimal files off, others are told") {
  const std::vector<test::MadeItem> files = {file_item("A.BIN", "414243"),
                                             file_item("B.BIN", "4444"), file_item("C.BIN", "45")};
  ExportMaker maker;
  maker.add("One", {text_item("x"), files[0], files[1], files[2], file_item("E.BIN", ""),
                    file_item("W.TXT", "words")});
  const CcmailSink sink(maker.text());
  REQUIRE(CcmailSink::text(sink.file(0).content) == "ABC");
  REQUIRE(CcmailSink::text(sink.file(4).content) == "words");
  REQUIRE(sink.count_notes("1 file is no hexadecimal text") == 1);

  ExportMaker cut;
  cut.add("One", {text_item("x"), files[0], files[1], file_item("C.BIN", std::string(90, '4'))});
  std::string text = cut.text();
  text.resize(text.size() - 21);
  const CcmailSink shorter(text);
  REQUIRE(CcmailSink::text(shorter.file(1).content) == "DD");
  REQUIRE(CcmailSink::text(shorter.file(2).content) == std::string(35, 'D'));
}

TEST_CASE("what an address has beside that of the model is kept with it") {
  const CcmailSink sink(message_with({{"From", "Ann [SMTP:ann@d.example] at SITE"},
                                      {"To", "Bo <bo@d.example> at GATE"},
                                      {"To", "Birch, Bo at PO2"},
                                      {"To", ",Cy at PO2"}}));
  REQUIRE(CcmailSink::kept(sink.messages[0].properties, "CcmailFrom") ==
          "Ann [SMTP:ann@d.example] at SITE");
  const auto& to = sink.messages[0].recipients;
  REQUIRE(CcmailSink::kept(to.at(0).properties, "CcmailAddress") == "Bo <bo@d.example> at GATE");
  REQUIRE(CcmailSink::kept(to.at(1).properties, "CcmailAddress") == "(none)");
  REQUIRE(CcmailSink::kept(to.at(2).properties, "CcmailAddress") == ",Cy at PO2");
}

TEST_CASE("a receipt is requested by what is no refusal") {
  for (const char* value : {"No", "none", "0", "OFF", ""}) {
    REQUIRE_FALSE(CcmailSink(message_with({{"From", kAnn}, {"Receipt", value}}))
                      .messages[0]
                      .read_receipt_requested);
  }
  REQUIRE(CcmailSink(message_with({{"From", kAnn}, {"Receipt", "x"}}))
              .messages[0]
              .read_receipt_requested);
}

TEST_CASE("lines under a label that nobody knows stay lines, and that there are such is told") {
  const CcmailSink sink(
      message_with({{"From", kAnn}, {"Forwarded by", "Ann\r\n   second\r\n   third"}}));
  REQUIRE(CcmailSink::kept(sink.messages[0].properties, "CcmailField-Forwarded by") ==
          "Ann\r\n   second\r\n   third");
  REQUIRE(sink.count_notes("Header.label: 1 message has header lines") == 1);
  REQUIRE(sink.count_notes("forwarded by:") == 1);
}

TEST_CASE("labels whose meaning is assumed are told, unless the user gave them one") {
  const std::string text = message_with({{"From", kAnn}, {"Priority", "Low"}});
  REQUIRE(CcmailSink(text).count_notes("is assumed, as no source has them: priority:") == 1);
  REQUIRE(CcmailSink(text, {.labels = "priority = Priority"}).count_notes("is assumed") == 0);
}

TEST_CASE("names that their code page cannot explain keep their bytes") {
  const std::string name = "A\x81.TXT";
  const CcmailSink sink(export_of({text_item("x", "T\x81 "), file_item(name, "1")}),
                        {.charset = 932});
  REQUIRE(CcmailSink::kept(sink.file().properties, "CcmailNameBytes") == name);
  REQUIRE(CcmailSink::kept(sink.messages[0].properties, "CcmailTitleBytes") == "T\x81");
}

TEST_CASE("an assumed code page is told where letters depend on it") {
  const std::string text = message_with({{"From", kAnn}}, {text_item("M\x9ANCHEN")});
  REQUIRE(CcmailSink(text).count_notes("Text.codepage: assumed to be 850") == 1);
  REQUIRE(CcmailSink(text, {.charset = 850}).count_notes("assumed") == 0);
  REQUIRE(CcmailSink(export_of({text_item("plain")})).count_notes("assumed") == 0);
}

TEST_CASE("damage says what was found, what was expected, and what to do") {
  const CcmailSink size(
      "Message:\r\n0\r\nFrom: Ash, Ann at PO1\r\nContents:\r\nText item:\r\n1\r\nxyz\r\n");
  REQUIRE(size.count_notes("Item.size at 0x2F: it tells 1 byte, and there are 5 bytes") == 1);
  REQUIRE(size.messages.at(0).provenance.state == model::State::Intact);

  const CcmailSink label(
      "Message:\r\nFrom: Ash, Ann at PO1\r\nContents:\r\nFxle? words\r\nText item:\r\nx\r\n");
  REQUIRE(label.messages.at(0).provenance.state == model::State::Partial);
  REQUIRE(label.messages[0].provenance.missing.at(0).why.find("begin with: Fxle?") !=
          std::string::npos);
  REQUIRE(label.messages[0].provenance.missing.at(0).why.find("--labels") != std::string::npos);
}

TEST_CASE("a message is put on as many boards as a post office has, and the rest is told") {
  test::MadeMessage made{.fields = {{"From", kAnn}}, .items = {text_item("x")}};
  for (std::size_t i = 0; i < convert::ccmail::kMostBoards + 9; ++i) {
    made.fields.emplace_back("To", "#b" + std::to_string(i));
  }
  ExportMaker maker;
  maker.add(made);
  const CcmailSink sink(maker.text());
  REQUIRE(sink.messages.size() == convert::ccmail::kMostBoards);
  REQUIRE(sink.messages[0].recipients.size() == convert::ccmail::kMostBoards + 9);
  REQUIRE(sink.count_notes("not put into the last 9") == 1);
}
