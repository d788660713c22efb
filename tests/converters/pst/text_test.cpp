#include <catch2/catch.hpp>

#include "formats/mapi/property_tags.h"
#include "formats/text/rtf_compression.h"
#include "tests/converters/mapi/bag_builder.h"
#include "tests/converters/pst/made.h"

namespace text_test {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace mapi;
using model::PropertyType;
using test::Bag;
using test::make;
using test::text_of;

namespace {

model::Body body(std::string_view text, std::uint32_t code_page = 65001) {
  return {.content = bytes::make_blob(text), .code_page = code_page};
}

model::Message with(const model::PropertyBag& bag, std::uint32_t code_page = 0) {
  model::Message message;
  message.properties = bag;
  convert::mapi::fill_message(message, {.code_page = code_page});
  return message;
}

std::string large_text() {
  std::string text;
  for (int i = 0; text.size() < 200'000; ++i) {
    text += "line " + std::to_string(i) + " \u00E9\u65E5\U0001F4E7\r\n";
  }
  return text;
}

}  // namespace

TEST_CASE("bodies come back as they were") {
  model::Message message;
  message.bodies.text = body(
      "Gr\xFC\xDF"
      "e",
      1252);
  message.bodies.html = body("<p>\xCF\xEB</p>", 1251);
  message.bodies.rtf = body("{\\rtf1\\ansi b}", 20127);
  message.transport_headers = body("From: a\r\n");

  const auto made = make(message);
  const auto back = made.read_back();

  CHECK(text_of(back.bodies.text) ==
        "Gr\u00FC\u00DF"
        "e");
  CHECK(text_of(back.bodies.html) == "<p>\xCF\xEB</p>");
  CHECK(back.bodies.html->code_page == 1251);
  CHECK(text_of(back.bodies.rtf) == "{\\rtf1\\ansi b}");
  CHECK(text_of(back.transport_headers) == "From: a\r\n");
  CHECK(made.bag().find(PidTagNativeBody)->value == model::PropertyValue(3));
}

TEST_CASE("Q146276 a message with RTF alone has the plain body, too") {
  model::Message message;
  message.bodies.rtf = body("{\\rtf1\\ansi\\ansicpg1252 Gr\\'fc\\'dfe\\par}", 20127);

  CHECK(text_of(make(message).read_back().bodies.text)
            .starts_with("Gr\u00FC\u00DF"
                         "e"));
}

TEST_CASE("a text of any size is converted while it is read") {
  const std::string text = large_text();
  const auto blob = bytes::make_blob(std::string_view(text));
  model::Message message;
  message.properties = Bag().add(PidTagBody, PropertyType::String, model::LargeValue{.blob = blob});
  convert::mapi::fill_message(message, {});

  const auto made = make(message);

  const auto* property = made.content.properties.find(PidTagBody);
  REQUIRE(std::holds_alternative<bytes::Blob>(property->value));
  CHECK(text_of(made.read_back().bodies.text) == text);
}

TEST_CASE("a large text that an ANSI page cannot hold counts what it loses") {
  model::Message message;
  message.bodies.text = body(std::string(100'000, 'x') + "\u65E5\u0E01");
  const auto made = make(message, test::ansi(1252));

  CHECK(made.tally.lost_characters == 1);  // Thai and Japanese: no page has both
  CHECK(made.content.properties.find(PidTagBody)->type == 0x001E);
}

TEST_CASE("8-bit text becomes UTF-16 in a Unicode store, read in the message's code page") {
  const auto made =
      make(with(Bag().number(PidTagMessageCodepage, 1251).text8(PidTagBody, "\xCF\xEB")));

  const auto bag = made.bag();
  CHECK(bag.find(PidTagBody)->type == PropertyType::String);
  CHECK(bag.find(PidTagBody)->value == model::PropertyValue(std::string("\u041F\u043B")));
  for (const auto& property : made.content.properties.items()) {
    CHECK((property.type & 0x0FFFU) != 0x1E);
  }
}

TEST_CASE("8-bit text recorded in code page 1200 is UTF-8 where it can be") {
  const auto made = make(with(
      Bag().number(PidTagMessageCodepage, 1200).text8(PidTagBody, "\u041F").text8(0x6800, "\xCF"),
      1251));

  CHECK(made.bag().find(PidTagBody)->value == model::PropertyValue(std::string("\u041F")));
  CHECK(made.bag().find(0x6800)->value == model::PropertyValue(std::string("\u041F")));
}

TEST_CASE("what 8-bit text cannot mean is counted") {
  const auto made = make(with(Bag().number(PidTagMessageCodepage, 932).text8(PidTagBody, "a\xFF")));

  CHECK(made.tally.undecodable == 1);
}

TEST_CASE("HTML that old programs kept as text keeps its bytes") {
  const auto source = Bag().number(PidTagMessageCodepage, 1251).text8(PidTagHtml, "<p>\xCF");
  const auto made = make(with(source));

  CHECK(made.bag().find(PidTagHtml)->type == PropertyType::Binary);
  CHECK(text_of(made.read_back().bodies.html) == "<p>\xCF");
  CHECK(made.read_back().bodies.html->code_page == 1251);

  const auto ansi = make(with(source), test::ansi());
  CHECK(ansi.bag().find(PidTagHtml)->type == PropertyType::String8);
  CHECK(text_of(ansi.read_back().bodies.html) == "<p>\xCF");
}

TEST_CASE("HTML and subjects of types that none should have are kept, not dropped") {
  Bag bag;
  bag.number(PidTagHtml, 7).number(PidTagSubject, 8);
  const auto made = make(with(bag));

  CHECK(made.bag().find(PidTagHtml)->value == model::PropertyValue(7));
  CHECK(made.bag().find(PidTagSubject)->value == model::PropertyValue(8));
}

TEST_CASE("Q146276 mail in HTML alone has a plain body, too") {
  model::Message message;
  message.bodies.html = body("<p>\xCF\xEE<p>&amp; so on", 1251);
  const auto made = make(message);

  CHECK(text_of(made.read_back().bodies.text) == "\u041F\u043E\r\n& so on\r\n");
  CHECK(text_of(made.read_back().bodies.html) == "<p>\xCF\xEE<p>&amp; so on");
}

TEST_CASE("what an ANSI store cannot say of a text made of HTML is no loss: the HTML has it") {
  model::Message message;
  message.bodies.html = body("<p>\u4E2D", 65001);
  const auto made = make(message, test::ansi());

  CHECK(made.tally.lost_characters == 0);
  CHECK(text_of(made.read_back().bodies.html) == "<p>\u4E2D");
}

TEST_CASE("the page of an ANSI item is one that holds the text made of its HTML") {
  model::Message message;
  message.bodies.html = body("<p>\u041F\u043E", 65001);
  const auto made = make(message, test::ansi());

  CHECK(text_of(made.read_back().bodies.text) == "\xCF\xEE\r\n");
  CHECK(made.read_back().bodies.text->code_page == 1251);
}

TEST_CASE("HTML as UTF-16 text loses nothing in an ANSI store") {
  const auto made = make(with(Bag().text(PidTagHtml, "<p>\u65E5\u0E01")), test::ansi());

  CHECK(made.tally.lost_characters == 0);
  CHECK(text_of(made.read_back().bodies.html) == "<p>\u65E5\u0E01");
  CHECK(made.read_back().bodies.html->code_page == 65001);
}

TEST_CASE("RTF too large to compress is stored as it is") {
  model::Message message;
  std::string rtf = "{\\rtf1 " + std::string(std::size_t{17} << 20U, 'x') + "}";
  message.bodies.rtf = body(rtf, 20127);
  const auto made = make(message);

  const auto* property = made.content.properties.find(PidTagRtfCompressed);
  REQUIRE(std::holds_alternative<bytes::Blob>(property->value));
  bytes::DamageLog damage;
  const auto back = text::decompress_rtf(test::stored(*property), damage);
  REQUIRE(back);
  CHECK((*back == rtf));
  CHECK(damage.total() == 0);
}

}  // namespace text_test
