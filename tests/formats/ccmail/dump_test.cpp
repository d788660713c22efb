// The annotated records of an export, as it was put together.
#include "formats/ccmail/dump.h"

#include <catch2/catch.hpp>
#include <random>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/loose_bytes.h"
#include "formats/ccmail/message.h"
#include "tests/formats/ccmail/export_maker.h"
#include "tests/support/sweep.h"
#include "tests/support/told_records.h"

namespace dump_test {
namespace {

using test::file_item;
using test::text_item;
using test::Told;
using test::ToldRecords;

std::vector<std::byte> file_of(std::string_view text) {
  const auto data = test::bytes_of(text);
  return {data.begin(), data.end()};
}

bool try_to_tell(const std::string& file, const ccmail::DumpOptions& options, ToldRecords& told) {
  const ccmail::Labels labels;
  const auto done = ccmail::dump(file, labels, options, told);
  CHECK((done || done.error().kind == bytes::ErrorKind::NotThisFormat));
  return done.has_value();
}

/// Each byte is in one field.
Told tell(const std::string& file, const ccmail::DumpOptions& options = {}) {
  ToldRecords told;
  REQUIRE(try_to_tell(file, options, told));
  test::check_once(told, file_of(file));
  return told;
}

Told tell_part(const std::string& file, std::uint64_t offset) {
  ccmail::DumpOptions options;
  options.wanted.add(offset, 1);
  ToldRecords told;
  REQUIRE(try_to_tell(file, options, told));
  return told;
}

std::vector<const test::ToldRecord*> named(const Told& told, std::string_view name) {
  std::vector<const test::ToldRecord*> found;
  for (const auto& one : told.records) {
    if (one.name == name) {
      found.push_back(&one);
    }
  }
  return found;
}

/// What the fields called `name` say, in their order.
std::vector<std::string> values(const test::ToldRecord& record, std::string_view name) {
  std::vector<std::string> found;
  for (const auto& field : record.fields) {
    if (field.name == name) {
      found.push_back(field.value);
    }
  }
  return found;
}

std::string raw_of(const test::ToldRecord& record, std::string_view name) {
  const auto* const field = record.field(name);
  REQUIRE(field != nullptr);
  return std::string(bytes::as_text(field->raw));
}

/// Two messages, the second with a file.
test::ExportMaker two_messages(const test::ExportForm& form = {}) {
  test::ExportMaker maker(form);
  maker.add("One", {text_item("The first body.")});
  maker.add("Two", {text_item("Dear Bo," + form.line_end + "the second.", "Letter"),
                    file_item("A.BIN 5/6/97 3:10PM", "The file.")});
  return maker;
}

}  // namespace

TEST_CASE("each byte of an export of any form is in one field") {
  for (const auto* end : {"\r\n", "\n", "\r"}) {
    for (const bool sizes : {true, false}) {
      for (const auto files : {test::Files::Raw, test::Files::MacBinary, test::Files::Hex}) {
        const test::ExportForm form{.line_end = end, .sizes = sizes, .files = files};
        test::RandomMessages messages(7, form);
        test::ExportMaker maker(form);
        for (int i = 0; i < 6; ++i) {
          maker.add(messages.next());
        }
        (void)tell(maker.text());
      }
    }
  }
}

TEST_CASE("a message has the labels, sizes and items that were written") {
  const auto maker = two_messages();
  const auto told = tell(maker.text());
  const auto messages = named(told, "message");
  REQUIRE(messages.size() == 2);
  CHECK(messages[0]->offset == maker.begins()[0]);
  CHECK(messages[1]->offset == maker.begins()[1]);
  CHECK(messages[1]->about == "number 2, 2 items");
  const auto& second = *messages[1];
  CHECK(raw_of(second, "Message:") == "Message:\r\n");
  CHECK(second.value("From:") == "Ash, Ann at PO1");
  CHECK(second.meaning("From:") == "user \"Ash, Ann\", post office \"PO1\"");
  CHECK(raw_of(second, "Date:") == "Date: 6/20/98 8:39\r\n");
  CHECK(second.meaning("Date:") == "1998-06-20T08:39:00, read as mdy");
  CHECK(second.meaning("To:") == "user \"Birch, Bo\", post office \"PO2\"");
  CHECK(second.value("Subject:") == "Two");
  CHECK(second.value("Contents:").empty());

  // What the sizes tell is what stands behind their lines.
  const auto size_of = [&](std::string_view label) {
    const auto* const field = second.field(label);
    REQUIRE(field != nullptr);
    return std::stoul(field->value) + field->offset + field->raw.size();
  };
  CHECK(size_of("Message.size") == maker.text().size());
  CHECK(size_of("Contents.size") == maker.text().size());

  const auto& text = told.at("text item", "21 bytes, by its size");
  CHECK(text.depth == 1);
  CHECK(text.value("Text item:") == "Letter");
  CHECK(text.value("Item.size") == "21");
  CHECK(text.value("data") == "Dear Bo,\r\nthe second.");
  CHECK(raw_of(text, "padding") == "\r\n");
  const auto& file = told.at("item");
  CHECK(file.value("File item:") == "A.BIN 5/6/97 3:10PM");
  CHECK(file.meaning("File item:") == "1997-05-06T15:10:00, read as mdy");
  CHECK(file.value("data").empty());
  CHECK(raw_of(file, "data") == "The file.");
  CHECK(told.faults() == 0);
}

TEST_CASE("every value of random messages stands in the record of its message") {
  for (const bool sizes : {true, false}) {
    const test::ExportForm form{.line_end = "\r\n", .sizes = sizes};
    test::RandomMessages messages(11, form);
    test::ExportMaker maker(form);
    std::vector<test::MadeMessage> made;
    for (int i = 0; i < 12; ++i) {
      made.push_back(messages.next());
      if (!sizes) {
        std::erase_if(made.back().items, [](const test::MadeItem& item) { return item.is_file; });
      }
      maker.add(made.back());
    }
    const auto told = tell(maker.text());
    std::size_t next = 0;  // of the records
    for (std::size_t i = 0; i < made.size(); ++i) {
      while (next < told.records.size() && told.records[next].name != "message") {
        ++next;
      }
      REQUIRE(next < told.records.size());
      const auto& head = told.records[next++];
      CHECK(head.offset == maker.begins()[i]);
      for (const auto& [label, value] : made[i].fields) {
        const auto found = values(head, label + ":");
        CHECK(std::ranges::find(found, value) != found.end());
      }
      for (const auto& item : made[i].items) {
        REQUIRE(next < told.records.size());
        const auto& record = told.records[next++];
        CHECK(record.value(item.label + ":") == item.title);
        const auto* const data = record.field("data");
        const std::string found =
            data == nullptr ? std::string() : std::string(bytes::as_text(data->raw));
        if (sizes) {
          CHECK(found.substr(0, item.data.size()) == item.data.substr(0, found.size()));
        } else {
          CHECK(found.starts_with(item.data));
        }
      }
    }
  }
}

TEST_CASE("text is decoded by the page that is given") {
  test::ExportMaker maker;
  maker.add("\x8E", {text_item("\x81")});  // CP437: Ä, ü
  maker.add("Two", {text_item("Plain")});
  const auto told = tell(maker.text(), {.code_page = 437});
  CHECK(told.at("message").value("Subject:") == "\xC3\x84");
  CHECK(told.at("text item").value("data") == "\xC3\xBC");
}

TEST_CASE("files are told with what they are wrapped in") {
  for (const auto files : {test::Files::MacBinary, test::Files::Hex}) {
    const auto told = tell(two_messages({.files = files}).text());
    CHECK(told.at("item").meaning("data") ==
          (files == test::Files::Hex ? "hexadecimal text of 9 bytes"
                                     : "MacBinary: \"file\", data fork 9, resource fork 0 bytes"));
  }
}

TEST_CASE("days and months are told apart by what most dates of the file show") {
  test::ExportMaker maker;
  for (const auto* date : {"20/6/98 8:39", "21/6/98 8:39", "2/3/98 8:39"}) {
    maker.add({.fields = {{"From", "A at B"}, {"Date", date}, {"To", "C at D"}, {"Subject", "x"}},
               .items = {text_item("body")}});
  }
  const auto told = tell(maker.text());
  CHECK(named(told, "message").back()->meaning("Date:") == "1998-03-02T08:39:00, read as dmy");
}

TEST_CASE("recipients and lines that go on are told line by line") {
  test::ExportMaker maker;
  maker.add(
      {.fields = {{"From", "Ash, Ann at PO1"},
                  {"Date", "6/20/98 8:39"},
                  {"To", "Birch, Bo at PO2\r\n    Coe, Cy at PO3\r\nSMTP: dee@d.example at GATE"},
                  {"Subject", "A long\r\n  one"}},
       .items = {text_item("body")}});
  maker.add("Two", {text_item("Plain")});
  const auto told = tell(maker.text());
  const auto& head = told.at("message");
  CHECK(values(head, "To:") == std::vector<std::string>{"Birch, Bo at PO2", "    Coe, Cy at PO3",
                                                        "SMTP: dee@d.example at GATE"});
  CHECK(values(head, "Subject:") == std::vector<std::string>{"A long", "  one"});
}

TEST_CASE("what stands outside of messages is told as it is") {
  test::ExportMaker maker;
  const std::string front = "Dear Sir, this is no message at all.\r\n";
  maker.add_raw(front);
  maker.add("One", {text_item("The first body.")});
  maker.add("Two", {text_item("The second body.")});
  maker.add_raw("\x1A" + std::string(100, '\0'));
  const auto told = tell(maker.text());
  CHECK(told.at("bytes of no message").offset == 0);
  CHECK(told.at("bytes of no message").length == front.size());
  CHECK(told.at("padding").offset + told.at("padding").length == maker.text().size());
}

TEST_CASE("a zeroed area of a text is a fault of its item, and a field") {
  test::ExportMaker maker;
  maker.add("One", {text_item(std::string(3000, 'x'))});
  maker.add("Two", {text_item("The second body.")});
  auto file = maker.text();
  file.replace(1024, 512, 512, '\0');
  const auto told = tell(file);
  const auto& item = told.at("text item");
  REQUIRE(item.field("filler") != nullptr);
  CHECK(item.field("filler")->offset == 1024);
  CHECK(item.field("filler")->raw.size() == 512);
  REQUIRE(item.faults.size() == 1);
  CHECK(item.faults[0].starts_with("Item.filler at 0x400: 512 bytes, of which the first is 0x00"));
}

TEST_CASE("a zeroed area of a header is a fault of its message, and a field") {
  test::ExportMaker maker;
  maker.add("One", {text_item("The first body.")});
  maker.add({.fields = {{"From", "Ash, Ann at PO1"},
                        {"Date", "6/20/98 8:39"},
                        {"To", std::string(1500, 'x') + " at PO2"},
                        {"Subject", "Two"}},
             .items = {text_item("The second body.")}});
  auto file = maker.text();
  const auto at = file.find("xxx") + 300;
  file.replace(at, 512, 512, '\0');
  const auto told = tell(file);
  const auto& head = *named(told, "message").back();
  REQUIRE(head.field("filler") != nullptr);
  CHECK(head.field("filler")->offset == at);
  CHECK(head.field("filler")->raw.size() == 512);
  REQUIRE(!head.faults.empty());
  CHECK(head.faults[0].starts_with("Header.filler at "));
}

TEST_CASE("a size that is contradicted is told where it stands and with what is there") {
  auto file = two_messages().text();
  const auto at = file.find("Text item:\r\n15\r\n");
  REQUIRE(at != std::string::npos);
  file.replace(at + 12, 2, "14");
  const auto told = tell(file);
  const auto& item = told.at("text item");
  CHECK(item.value("Item.size") == "14");
  CHECK(item.about.ends_with(", up to what follows"));
  REQUIRE(item.faults.size() == 1);
  CHECK(item.faults[0].find("it tells 14 bytes") != std::string::npos);
}

TEST_CASE("data too long for a field are told in pieces, a text decoded across them") {
  const std::string text = std::string(bytes::kAnnotatedPiece - 1, 'x') + "\xE3\x81\x82 end";
  test::ExportMaker maker;
  maker.add("One", {text_item(text), file_item("A.BIN", std::string(200'000, '\x01'))});
  maker.add("Two", {text_item("Plain")});
  const auto told = tell(maker.text(), {.code_page = text::kUtf8});
  std::string decoded;
  std::size_t pieces = 0;
  for (const auto& one : told.records) {
    if (one.name == "content") {
      CHECK(one.depth == 2);
      CHECK(one.length <= bytes::kAnnotatedPiece);
      decoded += one.value("data");
      ++pieces;
    }
  }
  CHECK(decoded == text);
  CHECK(pieces == 2 + 4);
}

TEST_CASE("the records at any offset hold it, and one of their fields does") {
  test::ExportMaker maker = two_messages();
  maker.add_raw("\x1A\r\n");
  const auto& file = maker.text();
  for (std::size_t at = 0; at < file.size(); at += test::every(5)) {
    const auto told = tell_part(file, at);
    test::check_records(told.records, file_of(file));
    for (const auto& record : told.records) {
      REQUIRE(record.offset <= at);
      REQUIRE(at < record.offset + record.length);
    }
    REQUIRE(told.times(file.size()).at(at) == 1);
  }
}

TEST_CASE("any export that is cut off or hurt has each byte in one field") {
  for (const bool sizes : {true, false}) {
    test::RandomMessages messages(4, {.sizes = sizes});
    test::ExportMaker maker({.sizes = sizes});
    for (int i = 0; i < 4; ++i) {
      maker.add(messages.next());
    }
    const auto& whole = maker.text();
    const auto check = [](const std::string& file) {
      ToldRecords told;
      if (try_to_tell(file, {}, told)) {
        test::check_once(told, file_of(file));
      }
    };
    for (std::size_t size = 0; size < whole.size(); size += 11 * test::every(10)) {
      check(whole.substr(0, size));
    }
    std::mt19937 random(6);
    for (unsigned i = 0; i < 300 / test::every(10); ++i) {
      auto file = whole;
      for (int k = 0; k < 5; ++k) {
        file.replace(random() % file.size(), random() % 40, random() % 60,
                     static_cast<char>(random()));
      }
      check(file);
      file[random() % file.size()] = static_cast<char>(random());
      check(file);
    }
  }
}

TEST_CASE("items and runs of filler beyond the limits are told as one") {
  test::ExportMaker maker;
  std::string holes;
  for (int i = 0; i < 1500; ++i) {
    holes += "x" + std::string(8, '\0');
  }
  maker.add("One", {text_item(holes)});
  maker.add("Two", std::vector<test::MadeItem>(ccmail::kMostItems + 10, text_item("x")));
  const auto told = tell(maker.text());
  CHECK(values(told.at("text item"), "filler").size() == 1000);
  CHECK(named(told, "text item").size() == 1 + ccmail::kMostItems);
  CHECK(told.count("bytes without a label") == 1);
  CHECK(!told.at("bytes without a label").faults.empty());
}

TEST_CASE("what is no export is refused, and an error of the sink ends the dump") {
  ToldRecords told;
  CHECK(!try_to_tell("Dear Sir", {}, told));
  CHECK(told.records.empty());

  class Full final : public bytes::AnnotationSink {
   public:
    [[nodiscard]] bytes::Result<void> record(const bytes::AnnotatedRecord& /*record*/) override {
      ++records;
      return bytes::fail(bytes::ErrorKind::NoSpace, "full");
    }
    int records = 0;
  };
  Full full;
  const ccmail::Labels labels;
  const auto done = ccmail::dump(two_messages().text(), labels, {}, full);
  REQUIRE(!done);
  CHECK(done.error().kind == bytes::ErrorKind::NoSpace);
  CHECK(full.records == 1);
}

}  // namespace dump_test
