#include "converters/tnef/message.h"

#include <catch2/catch.hpp>

#include "converters/mapi/own_set.h"
#include "formats/bytes/byte_source.h"
#include "formats/mapi/property_tags.h"
#include "tests/formats/tnef/stream.h"

namespace {

using convert::tnef::Context;
using test::add;
using test::from_hex;
using test::Stream;

struct Made {
  model::Message message;
  std::vector<std::string> notes;
};

Made make(const Stream& stream) {
  Made made;
  made.message = convert::tnef::to_message(stream, 0, {.notes = &made.notes});
  return made;
}

std::string text_of(const bytes::Blob& blob) {
  return bytes::read_all_text(*blob, 1U << 20U).value();
}

std::string property_text(const model::PropertyBag& bag, std::uint16_t id) {
  const auto* property = bag.find(id);
  REQUIRE(property != nullptr);
  return std::get<model::String8>(property->value).bytes;
}

Stream with(std::uint32_t id, const Stream& data) {
  Stream stream = test::head();
  add(stream, 1, id, data);
  return stream;
}

Stream strings(std::initializer_list<std::string_view> parts) {
  Stream out;
  for (const std::string_view part : parts) {
    const Stream bytes = test::string(part);
    test::put(out, bytes.size(), 2);
    out.insert(out.end(), bytes.begin(), bytes.end());
  }
  return out;
}

TEST_CASE("the worked example, field by field") {
  const Stream stream = test::example();
  const auto made = make(stream);
  const auto& message = made.message;

  CHECK(message.provenance.state == model::State::Intact);
  CHECK(message.message_class == "IPM.Note");
  CHECK(message.subject == "Plan");
  CHECK(message.code_page == 1252);
  REQUIRE(message.sender);
  CHECK(message.sender->name == "Ann Lee");
  CHECK(message.sender->type == "MS");
  CHECK(message.sender->address == "LAB/PO1/ANNL");
  CHECK(message.sensitivity == model::Sensitivity::Private);
  CHECK(message.importance == model::Importance::Normal);
  REQUIRE(message.sent);
  CHECK(std::holds_alternative<model::WallClock>(*message.sent));
  CHECK(model::ticks_of(*message.sent) % 864'000'000'000 ==
        11LL * 36'000'000'000 + 58LL * 600'000'000);
  REQUIRE(message.bodies.text);
  CHECK(text_of(message.bodies.text->content) == "Plan attached: \r\n");
  REQUIRE(message.attachments.size() == 1);
  CHECK(message.attachments[0].short_name == "PLAN.TXT");
  CHECK(message.attachments[0].rendering_position == 14);
  CHECK(text_of(message.attachments[0].content) == "Step 1\r\n");
  const model::PropertyName box{
      .set = {.bytes = {std::byte{0x29}, std::byte{3}, std::byte{2}, std::byte{0}, std::byte{0},
                        std::byte{0}, std::byte{0}, std::byte{0}, std::byte{0xC0}, std::byte{0},
                        std::byte{0}, std::byte{0}, std::byte{0}, std::byte{0}, std::byte{0},
                        std::byte{0x46}}},
      .id = std::string("X-Box")};
  REQUIRE(message.properties.find(box) != nullptr);
  CHECK(message.properties.find(box)->value == model::PropertyValue(model::String8{"abc"}));
}

TEST_CASE("the classes of Microsoft Mail are those of MAPI, whatever stands before them") {
  const auto class_of = [](std::string_view name) {
    return make(with(0x00078008, test::string(name))).message.message_class;
  };
  CHECK(class_of("IPM.Microsoft Mail.Read Receipt") == "Report.IPM.Note.IPNRN");
  CHECK(class_of("Microsoft Mail v3.0 IPM.Microsoft Mail.Non-Delivery") == "Report.IPM.Note.NDR");
  CHECK(class_of("ipm.microsoft schedule.mtgreq") == "IPM.Schedule.Meeting.Request");
  CHECK(class_of("IPM.Microsoft Schedule.MtgRespA") == "IPM.Schedule.Meeting.Resp.Tent");
  CHECK(class_of("IPM.Own.Class") == "IPM.Own.Class");
  CHECK(make(test::head()).message.message_class == "IPM.Note");
}

TEST_CASE("an encapsulated property beats the attribute of the same meaning") {
  Stream stream = test::head();
  add(stream, 1, 0x00018004, test::string("attribute"));
  add(stream, 1, 0x00078008, test::string("IPM.Microsoft Mail.Note"));
  add(stream, 1, 0x00069003,
      from_hex(
          "02 00 00 00  1E 00 37 00  01 00 00 00  09 00 00 00  70 72 6F 70 65 72 74 79 00 00 00 00"
          "1E 00 1A 00  01 00 00 00  09 00 00 00  49 50 4D 2E 54 61 73 6B 00 00 00 00"));
  const auto made = make(stream);

  CHECK(made.message.subject == "property");
  CHECK(made.message.message_class == "IPM.Task");
}

TEST_CASE("who sent it for whom: attSentFor and attFrom: attOwner by the class") {
  Stream stream = test::head();
  add(stream, 1, 0x00060001, strings({"Boss", "SMTP:boss@example.com"}));
  add(stream, 1, 0x00008000,
      from_hex("04 00 20 00 04 00 0A 00 41 6E 6E 00 4D 53 3A 41 2F 42 2F 43 44 00 00 00 00 00 00 "
               "00 00 00"));
  const auto for_boss = make(stream).message;
  REQUIRE(for_boss.from);
  CHECK(for_boss.from->smtp == "boss@example.com");
  REQUIRE(for_boss.sender);
  CHECK(for_boss.sender->name == "Ann");

  Stream request = test::head();
  add(request, 1, 0x00078008, test::string("IPM.Microsoft Schedule.MtgReq"));
  add(request, 1, 0x00060000, strings({"Org", "MS:A/B/ORG"}));
  CHECK(property_text(make(request).message.properties, mapi::PidTagSentRepresentingName) == "Org");

  Stream response = test::head();
  add(response, 1, 0x00078008, test::string("IPM.Microsoft Schedule.MtgRespP"));
  add(response, 1, 0x00060000, strings({"Rcv", "MS:A/B/RCV"}));
  CHECK(property_text(make(response).message.properties, mapi::PidTagReceivedRepresentingName) ==
        "Rcv");
}

TEST_CASE("priority, status and keys") {
  CHECK(make(with(0x0004800D, from_hex("01 00"))).message.importance == model::Importance::High);
  CHECK(make(with(0x0004800D, from_hex("03 00"))).message.importance == model::Importance::Low);
  CHECK(make(with(0x00068007, from_hex("20"))).message.read);
  CHECK(make(with(0x00068007, from_hex("02"))).message.unsent);
  const auto keyed = make(with(0x00018009, test::string("757BB19C"))).message;
  REQUIRE(keyed.properties.find(mapi::PidTagSearchKey) != nullptr);
  CHECK(std::get<model::Binary>(keyed.properties.find(mapi::PidTagSearchKey)->value) ==
        from_hex("757BB19C"));
}

TEST_CASE("recipients come from their table") {
  const auto made =
      make(with(0x00069004, from_hex("01 00 00 00  03 00 00 00"
                                     "03 00 15 0C  02 00 00 00"
                                     "1E 00 01 30  01 00 00 00  04 00 00 00  42 6F 62 00"
                                     "1E 00 03 30  01 00 00 00  04 00 00 00  61 40 62 00")));
  REQUIRE(made.message.recipients.size() == 1);
  CHECK(made.message.recipients[0].kind == model::RecipientKind::Cc);
  CHECK(made.message.recipients[0].address.name == "Bob");
}

TEST_CASE("a stream in an object with the interface of messages is a message in the message") {
  Stream inner = test::head();
  add(inner, 1, 0x00018004, test::string("inner"));
  Stream list = from_hex("02 00 00 00  03 00 05 37  05 00 00 00  0D 00 01 37  01 00 00 00");
  test::put(list, inner.size() + 16, 4);
  for (const std::byte byte : from_hex("07 03 02 00 00 00 00 00 C0 00 00 00 00 00 00 46")) {
    list.push_back(byte);
  }
  list.insert(list.end(), inner.begin(), inner.end());
  Stream stream = test::head();
  add(stream, 2, 0x00069002, from_hex("01 00 FF FF FF FF 00 00 00 00 00 00 00 00"));
  add(stream, 2, 0x00069005, list);
  const auto made = make(stream);

  REQUIRE(made.message.attachments.size() == 1);
  CHECK(made.message.attachments[0].kind == model::AttachmentKind::Embedded);
  REQUIRE(made.message.attachments[0].message);
  CHECK(made.message.attachments[0].message->subject == "inner");
}

TEST_CASE("messages nest only so deep: what is deeper is kept as its bytes") {
  Stream stream = test::head();
  add(stream, 1, 0x00018004, test::string("innermost"));
  for (int i = 0; i < 40; ++i) {
    Stream list = from_hex("01 00 00 00  0D 00 01 37  01 00 00 00");
    test::put(list, stream.size() + 16, 4);
    for (const std::byte byte : from_hex("07 03 02 00 00 00 00 00 C0 00 00 00 00 00 00 46")) {
      list.push_back(byte);
    }
    list.insert(list.end(), stream.begin(), stream.end());
    stream = test::head();
    add(stream, 2, 0x00069002, from_hex("01 00 FF FF FF FF 00 00 00 00 00 00 00 00"));
    add(stream, 2, 0x00069005, list);
  }
  const auto made = make(stream);

  const model::Message* at = &made.message;
  std::size_t depth = 0;
  while (!at->attachments.empty() && at->attachments[0].message) {
    at = at->attachments[0].message.get();
    ++depth;
  }
  CHECK(depth == convert::tnef::kMaxEmbeddedDepth - 1);
  REQUIRE(at->attachments.at(0).content);
  CHECK(at->provenance.state == model::State::Partial);
  CHECK(made.message.provenance.state == model::State::Partial);
}

TEST_CASE("damage is told: a text whose checksum alone is wrong is a note") {
  Stream harmless = test::head();
  add(harmless, 1, 0x00018004, test::string("Plan"), 1);
  const auto noted = make(harmless);
  CHECK(noted.message.provenance.state == model::State::Intact);
  CHECK(noted.notes.size() == 2);  // and that it names no code page

  Stream cut = test::example();
  cut.resize(cut.size() - 30);
  const auto partial = make(cut);
  CHECK(partial.message.provenance.state == model::State::Partial);
  CHECK(partial.message.provenance.ranges.size() >= 1);
  CHECK(partial.message.subject == "Plan");
}

TEST_CASE("large values that were made, not read, are copied") {
  const std::string long_class(40'000, 'A');
  Stream stream = test::head();
  add(stream, 1, 0x00078008, test::string(long_class));
  add(stream, 1, 0x00018009, test::string(std::string(80'000, '7')));
  auto message = make(stream).message;
  stream.assign(stream.size(), std::byte{0});

  const auto* key = message.properties.find(mapi::PidTagSearchKey);
  REQUIRE(key != nullptr);
  const auto content = bytes::read_all(*std::get<model::LargeValue>(key->value).blob, 1U << 20U);
  REQUIRE(content);
  CHECK(*content == std::vector<std::byte>(40'000, std::byte{0x77}));
  const auto* name = message.properties.find(mapi::PidTagMessageClass);
  REQUIRE(name != nullptr);
  CHECK(text_of(std::get<model::LargeValue>(name->value).blob) == long_class);
}

TEST_CASE("a stream of damaged streams does not multiply its losses") {
  Stream damaged = test::head();
  for (int i = 0; i < 300; ++i) {
    add(damaged, 1, 0x0006000, test::text("x"), 1);
  }
  Stream stream = damaged;
  for (int depth = 0; depth < 20; ++depth) {
    Stream list = from_hex("01 00 00 00  0D 00 01 37  01 00 00 00");
    test::put(list, stream.size() + 16, 4);
    for (const std::byte byte : from_hex("07 03 02 00 00 00 00 00 C0 00 00 00 00 00 00 46")) {
      list.push_back(byte);
    }
    list.insert(list.end(), stream.begin(), stream.end());
    stream = damaged;
    for (int sibling = 0; sibling < 2; ++sibling) {
      add(stream, 2, 0x00069002, from_hex("01 00 FF FF FF FF 00 00 00 00 00 00 00 00"));
      add(stream, 2, 0x00069005, sibling == 0 ? list : Stream());
    }
  }
  const auto made = make(stream);

  CHECK(made.message.provenance.missing.size() > 300);
  CHECK(made.message.provenance.missing.size() < 2000);
}

TEST_CASE("a date that is none and a priority that nobody means are kept as their bytes") {
  const auto kept = [](const model::Message& message, std::string name) {
    return message.properties.find(model::PropertyName{.set = {.bytes = convert::mapi::kOwnSet},
                                                       .id = std::move(name)}) != nullptr;
  };
  const auto dated =
      make(with(0x00038005, from_hex("CF 07 02 00 1F 00 00 00 00 00 00 00 00 00"))).message;
  CHECK_FALSE(dated.sent);
  CHECK(kept(dated, "TnefAttribute-1-00038005"));
  const auto urgent = make(with(0x0004800D, from_hex("09 00"))).message;
  CHECK(urgent.importance == model::Importance::Normal);
  CHECK(kept(urgent, "TnefAttribute-1-0004800D"));
}

TEST_CASE("what stands behind the NUL of a body is kept, and told") {
  const auto made = make(with(0x0002800C, test::text(std::string_view("seen\0hidden\0", 12))));
  CHECK(text_of(made.message.bodies.text->content) == "seen");
  const auto* kept = made.message.properties.find(model::PropertyName{
      .set = {.bytes = convert::mapi::kOwnSet}, .id = std::string("TnefAttribute-1-0002800C")});
  REQUIRE(kept != nullptr);
  CHECK(kept->value == model::PropertyValue(test::text(std::string_view("seen\0hidden\0", 12))));
  CHECK(made.notes.size() == 2);  // and that the stream names no code page
}

TEST_CASE("what nobody knows is kept under a name of our own") {
  const auto made = make(with(0x00061234, test::text("?")));
  const model::PropertyName name{.set = {.bytes = convert::mapi::kOwnSet},
                                 .id = std::string("TnefAttribute-1-00061234")};
  REQUIRE(made.message.properties.find(name) != nullptr);
  CHECK(made.message.properties.find(name)->value == model::PropertyValue(test::text("?")));
  CHECK(made.message.provenance.state == model::State::Partial);
}

}  // namespace
