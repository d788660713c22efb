#include <catch2/catch.hpp>

#include "formats/mapi/property_tags.h"
#include "tests/converters/mapi/bag_builder.h"
#include "tests/converters/pst/made.h"

namespace code_page_test {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace mapi;
using model::PropertyType;
using test::ansi;
using test::Bag;
using test::make;

namespace {

model::Message about(std::string subject) {
  model::Message message;
  message.subject = std::move(subject);
  return message;
}

std::int32_t page_of(const test::Made& made) {
  return std::get<std::int32_t>(made.bag().find(PidTagMessageCodepage)->value);
}

model::Message with(const model::PropertyBag& bag) {
  model::Message message;
  message.properties = bag;
  convert::mapi::fill_message(message, {});
  return message;
}

}  // namespace

TEST_CASE("an ANSI store has 8-bit text alone, in a page that its message tells") {
  model::Message message = about(
      "Gr\u00FC\u00DF"
      "e");
  message.categories = {"a\u00E4", "b"};
  message.recipients.push_back({.kind = {}, .address = {.name = "\u00C4", .type = "SMTP"}});
  const auto made = make(message, ansi());

  CHECK(page_of(made) == 1252);
  for (const auto& property : made.content.properties.items()) {
    CHECK((property.type & 0x0FFFU) != 0x1F);
  }
  const auto back = made.read_back();
  CHECK(back.subject == message.subject);
  CHECK(back.categories == message.categories);
  CHECK(back.recipients[0].address.name == "\u00C4");
}

TEST_CASE("the first page that can hold all of the message is taken") {
  CHECK(page_of(make(about("plain"), ansi())) == 1252);
  CHECK(page_of(make(about("plain"), ansi(1251))) == 1251);
  CHECK(page_of(make(about("\u0159"), ansi())) == 1250);
  CHECK(page_of(make(about("\u041F"), ansi())) == 1251);
  CHECK(page_of(make(about("\u65E5\u672C"), ansi())) == 932);
  CHECK(page_of(make(about("\uD55C"), ansi())) == 949);
  CHECK(make(about("\u65E5\u672C"), ansi()).read_back().subject == "\u65E5\u672C");
}

TEST_CASE("the message's own page comes first") {
  const auto source = Bag().number(PidTagMessageCodepage, 850).text8(PidTagSubject, "\x81");
  const auto made = make(with(source), ansi());

  CHECK(page_of(made) == 850);
  CHECK(made.read_back().subject == "\u00FC");
}

TEST_CASE("when no page can hold the message, the one that loses least is taken, and it is told") {
  const auto made = make(about("\u041F\u043B\u0430\u043D \u65E5 \U0001F4E7"), ansi());

  CHECK(made.tally.lost_characters > 0);
  CHECK(made.read_back().subject == "\u041F\u043B\u0430\u043D \u65E5 ?");  // 932 has Russian
  CHECK(page_of(made) == 932);
}

TEST_CASE("8-bit text keeps its bytes while its page stays, whatever they are") {
  const auto source = Bag()
                          .number(PidTagMessageCodepage, 932)
                          .text8(0x6800, "a\xFF\x81")
                          .add(0x6801, static_cast<PropertyType>(0x101E),
                               std::vector<model::String8>{{.bytes = "\xFE"}, {.bytes = ""}});
  const auto made = make(with(source), ansi());

  CHECK(made.bag().find(0x6800)->value ==
        model::PropertyValue(model::String8{.bytes = "a\xFF\x81"}));
  CHECK(made.bag().find(0x6801)->value ==
        model::PropertyValue(std::vector<model::String8>{{.bytes = "\xFE"}, {.bytes = ""}}));
  CHECK(made.tally.lost_characters == 0);
}

TEST_CASE("8-bit text moves with its message to another page") {
  const auto source =
      Bag().number(PidTagMessageCodepage, 1252).text8(0x6800, "\xE4").text(0x6801, "\u0159");
  const auto made = make(with(source), ansi());

  CHECK(page_of(made) == 1250);
  CHECK(made.tally.lost_characters == 0);
  CHECK(made.bag().find(0x6801)->value == model::PropertyValue(model::String8{.bytes = "\xF8"}));
}

TEST_CASE("UTF-8 is no page of an ANSI store, unless the source's 8-bit text is in it") {
  CHECK(page_of(make(with(Bag().number(PidTagMessageCodepage, 65001).text(0x6800, "a")), ansi())) ==
        1252);
  CHECK(page_of(make(with(Bag().number(PidTagMessageCodepage, 65001).text8(0x6800, "\u65E5")),
                     ansi())) == 65001);
}

TEST_CASE("an embedded message has a page of its own") {
  model::Message inner = about("\u041F");
  model::Message message = about("\u00E9");
  message.attachments.push_back({.kind = model::AttachmentKind::Embedded,
                                 .long_name = "inner",
                                 .message = std::make_shared<model::Message>(inner)});
  const auto made = make(message, ansi());

  CHECK(page_of(made) == 1252);
  const auto& embedded = made.content.attachments.at(0).message;
  REQUIRE(embedded);
  CHECK(std::get<std::uint32_t>(embedded->properties.find(PidTagMessageCodepage)->value) == 1251);
}

}  // namespace code_page_test
