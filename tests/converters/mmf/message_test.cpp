#include "converters/mmf/message.h"

#include "converters/mapi/own_set.h"
#include "formats/mapi/property_tags.h"
#include "tests/converters/mmf/converted.h"

namespace {

using test::kMmfInbox;
using test::MmfMail;
using test::MmfMailbox;
using test::MmfSink;

/// The one message of a store with it.
void convert(const MmfMail& mail, MmfSink& sink) {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  mailbox.message_class(2, "IPM.Microsoft Schedule.MtgReq");
  mailbox.message_class(3, "IPM.Microsoft Mail.Non-Delivery");
  mailbox.mail(kMmfInbox, mail);
  test::convert_mmf(mailbox.build().bytes(), sink);
  REQUIRE(sink.messages.size() == 1);
}

TEST_CASE("people of every kind come out in their order, native forms kept") {
  MmfSink sink;
  convert({.subject = "s",
           .body = "b",
           .from = {"Gate", "MTP:gate@example.com", 3},
           .to = {{"Ann", "MS:LAB/PO1/ANNL", 3}, {"Name only", "", 1}, {"Opaque", "XAB NSP?", 2}},
           .cc = {{"Carl", "FAX:+1 555 0100", 4}},
           .bcc = {{"Group", "MS:LAB/PO1/GROUP", 9}}},
          sink);

  const auto& message = sink.messages[0];
  CHECK(message.sender == model::Address{.name = "Gate",
                                         .type = "SMTP",
                                         .address = "gate@example.com",
                                         .smtp = "gate@example.com"});
  REQUIRE(message.recipients.size() == 5);
  CHECK(message.recipients[0].address.address == "LAB/PO1/ANNL");
  CHECK(message.recipients[1].address ==
        model::Address{.name = "Name only", .type = {}, .address = {}, .smtp = {}});
  CHECK(message.recipients[2].address.name == "Opaque");
  CHECK(message.recipients[2].address.address.empty());
  CHECK(message.recipients[2].properties.find(model::PropertyName{
            .set = {.bytes = convert::mapi::kOwnSet}, .id = std::string("MmfAddress")}) != nullptr);
  CHECK(message.recipients[3].kind == model::RecipientKind::Cc);
  CHECK(message.recipients[3].address.type == "FAX");
  CHECK(message.recipients[4].kind == model::RecipientKind::Bcc);
  CHECK(sink.has_note("provider's own form"));
}

TEST_CASE("Q96694 a date that is none gives way to the date of receipt, and that is told") {
  for (const test::MmfDate& date :
       {test::MmfDate{.month = 13}, test::MmfDate{.month = 2, .day = 31},
        test::MmfDate{1968, 12, 16, 14, 20, 0, 1}}) {
    MmfSink sink;
    convert({.subject = "s", .body = "b", .sent = date}, sink);
    CHECK(sink.messages[0].sent == sink.messages[0].received);
    CHECK(sink.has_note("the one of its receipt"));
  }
}

TEST_CASE("without any date there is none") {
  MmfSink sink;
  convert({.subject = "s", .body = "b", .sent = std::nullopt, .received = std::nullopt}, sink);

  CHECK_FALSE(sink.messages[0].sent);
  CHECK_FALSE(sink.messages[0].received);
}

TEST_CASE("status, priority and class are what MAPI calls them") {
  MmfSink sink;
  convert({.subject = "s", .body = "b", .status = 0x02, .priority = 1}, sink);
  CHECK_FALSE(sink.messages[0].read);
  CHECK(sink.messages[0].unsent);
  CHECK(sink.messages[0].importance == model::Importance::High);

  MmfSink report;
  convert({.subject = "s", .body = "b", .message_class = 3}, report);
  CHECK(report.messages[0].message_class == "Report.IPM.Note.NDR");
}

TEST_CASE("a class that the store does not name is a note, and told") {
  MmfSink sink;
  convert({.subject = "s", .body = "b", .message_class = 9}, sink);

  CHECK(sink.messages[0].message_class == "IPM.Note");
  CHECK(sink.has_note("number 9"));
}

TEST_CASE("Q146693 a meeting has its class, start and end") {
  MmfSink sink;
  convert({.subject = "s",
           .body = "b",
           .message_class = 2,
           .more = {{0x00030006, test::mmf_date({})}, {0x00030007, test::mmf_date({.hour = 13})}}},
          sink);

  const auto& message = sink.messages[0];
  CHECK(message.message_class == "IPM.Schedule.Meeting.Request");
  REQUIRE(message.calendar);
  REQUIRE(message.calendar->start);
  CHECK(std::holds_alternative<model::WallClock>(*message.calendar->start));
  CHECK(model::ticks_of(*message.calendar->end) - model::ticks_of(*message.calendar->start) ==
        (120 * 60) * model::kTicksPerSecond);
}

TEST_CASE("an attribute that nobody knows never costs a message, and stays as its bytes") {
  MmfSink sink;
  convert({.subject = "s", .body = "b", .more = {{0x00051234, test::mmf_number(7, 4)}}}, sink);

  const auto& message = sink.messages[0];
  CHECK(message.provenance.state == model::State::Intact);
  CHECK(message.properties.find(
            model::PropertyName{.set = {.bytes = convert::mapi::kOwnSet},
                                .id = std::string("TnefAttribute-1-00051234")}) != nullptr);
  CHECK(sink.has_note("00051234"));
}

TEST_CASE("one NUL at the end of a body is no part of it, everything else is") {
  MmfSink sink;
  convert({.subject = "s", .body = std::string("one\0two\0\0", 9)}, sink);
  CHECK(sink.contents[0].body == std::string("one\0two\0", 8));

  MmfSink empty;
  convert({.subject = "s", .body = ""}, empty);
  CHECK_FALSE(empty.messages[0].bodies.text);
  CHECK(empty.messages[0].provenance.state == model::State::Intact);
}

TEST_CASE("a body of any size is whole") {
  MmfSink sink;
  const std::string body(3'000'000, 'x');
  convert({.subject = "s", .body = body}, sink);
  CHECK(sink.contents[0].body == body);
}

TEST_CASE("attachments of every kind, in their order") {
  MmfSink sink;
  convert({.subject = "s",
           .body = "ab  cd",
           .attachments = {{"A.TXT", "first", 1, 2},
                           {"B.OLE", "second", 2, 3},
                           {"C.WMF", std::string(100'000, 'z'), 3, 0xFFFFFFFF},
                           {"D.TXT", "", 1, 99}}},
          sink);

  const auto& all = sink.messages[0].attachments;
  REQUIRE(all.size() == 4);
  CHECK(all[0].kind == model::AttachmentKind::ByValue);
  CHECK(all[0].rendering_position == 2);
  CHECK(all[1].kind == model::AttachmentKind::Ole);
  CHECK_FALSE(all[3].rendering_position);
  CHECK(sink.has_note("stands at 99"));
  CHECK(sink.contents[0].attachments ==
        std::vector<std::string>{"first", "second", std::string(100'000, 'z'), ""});
  CHECK(sink.messages[0].provenance.state == model::State::Intact);
}

TEST_CASE("a position in a text of double bytes counts characters") {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  mailbox.mail(
      kMmfInbox,
      {.subject = "s", .body = "\x8c\x76\x89\xe6 x", .attachments = {{"A.TXT", "first", 1, 4}}});
  auto store = mailbox.build();
  store.language = "Japanese";
  MmfSink sink;
  test::convert_mmf(store.bytes(), sink);

  CHECK(sink.messages[0].attachments[0].rendering_position == 2);
}

TEST_CASE("an attachment without its object is a place where one was") {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  const auto oid =
      mailbox.mail(kMmfInbox, {.subject = "s", .body = "b", .attachments = {{"A.TXT", "first"}}});
  auto store = mailbox.build();
  auto& list = store.at((oid & 0xFFFFFF00U) | 0x89U);
  std::fill(list.data.begin() + 4, list.data.begin() + 8, std::byte{0});
  store.lay_out();
  MmfSink sink;
  test::convert_mmf(store.bytes(), sink);

  const auto& message = sink.one("s");
  CHECK(message.provenance.state == model::State::Partial);
  // What names the message as its own is found all the same.
  REQUIRE(message.attachments.size() == 2);
  CHECK(message.attachments[0].content == nullptr);
  CHECK(message.attachments[1].short_name == "A.TXT");
  CHECK(sink.messages.size() == 1);
}

TEST_CASE("Q107355 a class of nobody's stays what it is") {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  mailbox.message_class(8, "IPM.Custom.Form");
  mailbox.mail(kMmfInbox, {.subject = "s", .body = "b", .message_class = 8});
  MmfSink sink;
  test::convert_mmf(mailbox.build().bytes(), sink);

  CHECK(sink.messages[0].message_class == "IPM.Custom.Form");
}

TEST_CASE("an unknown attribute where a usual one is missing makes the message incomplete") {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  const auto oid = mailbox.mail(kMmfInbox, {.subject = "s", .body = "text"});
  auto store = mailbox.build();
  auto& data = store.at(oid).data;
  for (std::size_t at = data.size() - 12 * 8; at + 12 <= data.size(); at += 12) {
    if (data[at] == std::byte{0x0C} && data[at + 1] == std::byte{0x80}) {
      data[at] = std::byte{0x7C};  // the number of the text
    }
  }
  MmfSink sink;
  test::convert_mmf(store.bytes(), sink);

  CHECK(sink.messages[0].provenance.state == model::State::Partial);
  REQUIRE(sink.messages[0].provenance.missing.size() == 1);
  CHECK(sink.messages[0].provenance.missing[0].what == "text");
}

TEST_CASE("a year that no program of its time could write is no date, and told") {
  MmfSink sink;
  convert({.subject = "s", .body = "b", .sent = test::MmfDate{.year = 24010}}, sink);

  CHECK(sink.messages[0].provenance.state == model::State::Partial);
  CHECK(sink.messages[0].sent == sink.messages[0].received);
}

}  // namespace
