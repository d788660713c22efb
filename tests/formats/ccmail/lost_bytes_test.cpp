// Bytes that are gone are told: zeroed sectors, missing items, heads of messages that are cut off.
#include <catch2/catch.hpp>

#include "tests/formats/ccmail/reading.h"

using test::ExportMaker;
using test::file_item;
using test::text_item;
using test::value_of;

namespace {

/// Two messages with sizes, the second with a file behind its text; `file` is where its item
/// begins.
struct TwoItems {
  std::string text;
  std::size_t second = 0;
  std::size_t file = 0;
};
TwoItems two_items(bool is_last) {
  ExportMaker maker;
  const std::vector<test::MadeItem> items = {text_item("hello two"),
                                             file_item("A.BIN", "important bytes, important")};
  maker.add("One", {text_item("hello one")});
  maker.add("Two", items);
  TwoItems out{.text = maker.text(), .second = maker.begins()[1]};
  out.file = out.text.rfind("File item:");
  if (!is_last) {
    maker.add("Three", {text_item("hello three")});
    out.text = maker.text();
  }
  return out;
}

}  // namespace

TEST_CASE("zeros over the last item of a message are damage, not padding") {
  for (const bool is_last : {true, false}) {
    auto [text, second, file] = two_items(is_last);
    const std::size_t end = is_last ? text.size() : text.rfind("Message:");
    for (const char filler : {'\0', '\x1A', '\t', '\xFF'}) {
      std::string hit = text;
      hit.replace(file, end - file, end - file, filler);
      const auto read = test::read_export(hit);
      CAPTURE(is_last, filler);
      REQUIRE(read.messages.size() == (is_last ? 2U : 3U));
      REQUIRE(read.messages[0].damage.total() == 0);
      REQUIRE(read.messages[1].items.front().data == "hello two");
      REQUIRE(read.messages[1].count("Item.filler") == 1);
      const bytes::Damage& told = read.messages[1].damage.items().front();
      REQUIRE(told.offset == file);
      REQUIRE(told.length + 2 >= end - file);
    }
  }
}

TEST_CASE("a file that ends between two items of a message is told as cut off") {
  auto [text, second, file] = two_items(true);
  text.resize(file);
  const auto read = test::read_export(text);
  REQUIRE(read.messages.size() == 2);
  REQUIRE(read.messages[0].damage.total() == 0);
  REQUIRE(read.messages[1].items.size() == 1);
  REQUIRE(read.messages[1].count("Message.truncated") == 1);
  REQUIRE(read.messages[1].damage.items().front().kind == bytes::DamageKind::Truncated);
  REQUIRE_FALSE(read.messages[1].is_complete);
}

TEST_CASE("an item that is missing in front of the next message is told as cut off") {
  auto [text, second, file] = two_items(false);
  text.erase(file, text.rfind("Message:") - file);
  const auto read = test::read_export(text);
  REQUIRE(read.messages.size() == 3);
  REQUIRE(read.messages[1].items.size() == 1);
  REQUIRE(read.messages[1].count("Message.truncated") == 1);
  REQUIRE(read.messages[2].damage.total() == 0);
}

namespace {

/// A message as the connector writes it, with blank lines and without sizes.
std::string unsized_message(std::string_view from, std::string_view text) {
  return "Message:\r\nFrom: " + std::string(from) +
         " at PO1\r\nDate: 3/14/95 9:26AM\r\nTo: Bob Birch at PO2\r\nSubject: s\r\nContents:\r\n"
         "\r\nText item: Text_1\r\n\r\n" +
         std::string(text);
}

}  // namespace

TEST_CASE("damage over the first line of a message without sizes leaves both messages") {
  for (const char filler : {'\0', '\xFF'}) {
    std::string text = unsized_message("Ann", "first\r\n\r\n");
    const std::size_t at = text.size();
    text += unsized_message("Eve", "second\r\n");
    text.replace(at, 8, 8, filler);
    const auto read = test::read_export(text);
    CAPTURE(filler);
    REQUIRE(read.messages.size() == 2);
    REQUIRE(value_of(read.messages[1], "From") == "Eve at PO1");
    REQUIRE(read.messages[1].count("Message.boundary") == 1);
    REQUIRE(read.messages[1].items.front().data.find("second") != std::string::npos);
  }
}

TEST_CASE("zeros over a whole header without sizes are damage of the message they fell to") {
  for (const char filler : {'\0', '\xFF', '\x01', '\xF6'}) {
    std::string text = unsized_message("Ann", "first\r\n\r\n");
    const std::size_t at = text.size();
    text += unsized_message("Eve", "second\r\n");
    const std::size_t length = text.rfind("second") - at;
    text.replace(at, length, length, filler);
    const auto read = test::read_export(text);
    CAPTURE(filler);
    REQUIRE(read.messages.size() == 1);
    REQUIRE(read.messages[0].count("Item.filler") == 1);
    const bytes::Damage& told = read.messages[0].damage.items().front();
    REQUIRE(told.offset == at);
    REQUIRE(told.length == length);
    REQUIRE(told.found == static_cast<unsigned char>(filler));
  }
}

TEST_CASE("lines that are drawn with one character are text") {
  for (const char drawn : {'-', '\xC4', '\xCD', '\xDB', ' ', '\t'}) {
    const auto read =
        test::read_export(unsized_message("Ann", std::string(78, drawn) + "\r\nx\r\n"));
    REQUIRE(read.messages.at(0).damage.total() == 0);
  }
}

TEST_CASE("a file that ends in the head of a message never keeps that to itself") {
  const std::string first = unsized_message("Ann", "first\r\n\r\n");
  const std::string head = unsized_message("Eve", "second\r\n");
  const std::size_t contents = head.find("Contents:");
  for (std::size_t length = 8; length < contents; ++length) {
    const auto read = test::read_export(first + head.substr(0, length));
    CAPTURE(length);
    const bool is_message = read.messages.size() == 2;
    REQUIRE(read.messages[0].items.front().data == "\r\nfirst\r\n\r\n");
    REQUIRE(read.messages[0].damage.total() == 0);
    if (is_message) {
      REQUIRE(read.messages[1].damage.total() != 0);
      REQUIRE_FALSE(read.messages[1].is_complete);
    } else {
      REQUIRE(read.unclaimed.size() == 1);
      REQUIRE(read.unclaimed[0].first == first.size());
    }
  }
}

TEST_CASE("zeros in front of the first message, and behind the last, are lost sectors") {
  ExportMaker maker;
  maker.add("One", {text_item("body")});
  const std::string zeros(512, '\0');
  const auto before = test::read_export(zeros + maker.text());
  REQUIRE(before.messages.size() == 1);
  REQUIRE(before.unclaimed.size() == 1);
  REQUIRE(before.unclaimed[0] == std::pair<std::uint64_t, std::uint64_t>(0, 512));

  const auto behind = test::read_export(maker.text() + zeros);
  REQUIRE(behind.messages.size() == 1);
  REQUIRE(behind.messages[0].damage.total() == 0);
  REQUIRE(behind.unclaimed.size() == 1);
  REQUIRE(behind.unclaimed[0].second == 512);

  const auto marked = test::read_export(maker.text() + zeros + "\x1A" + zeros);
  REQUIRE(marked.unclaimed == behind.unclaimed);
}

TEST_CASE("a file that ends behind the label of an item still has sizes") {
  ExportMaker maker;
  maker.add("One", {text_item("Text item:\r\n1\r\n\r\n")});
  maker.add("Two", {text_item("body", "Part 2")});
  const std::string text = maker.text().substr(0, maker.text().rfind("Part 2") + 3);
  const auto read = test::read_export(text);
  REQUIRE(read.layout.has_sizes);
  REQUIRE(read.messages.size() == 2);
  REQUIRE(read.messages[0].items.size() == 1);
}
