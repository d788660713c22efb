#include <catch2/catch.hpp>

#include "formats/mapi/entry_id.h"
#include "formats/mapi/property_tags.h"
#include "tests/converters/mapi/bag_builder.h"
#include "tests/converters/pst/made.h"

namespace people_test {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace mapi;
using test::Bag;
using test::make;

namespace {

model::Address address(std::string name, std::string type, std::string native,
                       std::string smtp = {}) {
  return {.name = std::move(name),
          .type = std::move(type),
          .address = std::move(native),
          .smtp = std::move(smtp)};
}

model::Recipient to(model::RecipientKind kind, model::Address who) {
  return {.kind = kind, .address = std::move(who), .properties = {}};
}

std::string text_in(const model::PropertyBag& bag, std::uint16_t id) {
  const auto* property = bag.find(id);
  return property == nullptr ? "(absent)" : std::get<std::string>(property->value);
}

std::string bytes_in(const model::PropertyBag& bag, std::uint16_t id) {
  return std::string(bytes::as_text(std::get<model::Binary>(bag.find(id)->value)));
}

}  // namespace

TEST_CASE("Q237993 a sender without entry id gets one, from name, type and address") {
  model::Message message;
  message.properties = Bag()
                           .text(PidTagSenderName, "Ash")
                           .text(PidTagSenderAddressType, "MS")
                           .text(PidTagSenderEmailAddress, "NET/PO/ASH");
  convert::mapi::fill_message(message, {});

  const auto bag = make(message).bag();

  bytes::DamageLog damage;
  for (const std::uint16_t id : {PidTagSenderEntryId, PidTagSentRepresentingEntryId}) {
    const auto entry = read_entry_id(std::get<model::Binary>(bag.find(id)->value), 1252, damage);
    CHECK(
        entry ==
        EntryId{.kind = EntryIdKind::OneOff, .name = "Ash", .type = "MS", .address = "NET/PO/ASH"});
  }
}

TEST_CASE("Q237993 the entry id of a sender without properties is always set") {
  model::Message message;
  message.from = address("Bea", "CCMAIL", "Bea at HQ");
  const auto bag = make(message).bag();

  CHECK(bag.find(PidTagSenderEntryId) != nullptr);
  CHECK(bag.find(PidTagSentRepresentingEntryId) != nullptr);
  CHECK(bytes_in(bag, PidTagSenderSearchKey) == std::string("CCMAIL:BEA AT HQ\0", 17));
}

TEST_CASE("people come back as they were") {
  model::Message message;
  message.from = address("Chef", "EX", "/o=org/cn=chef", "chef@example.org");
  message.sender = address("B\u00FCro", "SMTP", "buero@example.org", "buero@example.org");
  message.reply_to = {address("Z", "SMTP", "z@example.org", "z@example.org"),
                      address("Y", "FAX", "+49 1")};
  message.recipients = {
      to(model::RecipientKind::To, address("A", "SMTP", "a@example.org", "a@example.org")),
      to(model::RecipientKind::Cc, address("B", "MS", "NET/PO/B", "b@example.org")),
      to(model::RecipientKind::Bcc, address("C", "X400", "g=c;s=d;")),
      to(model::RecipientKind::Originator, address("D", "SMTP", "d@x", "d@x"))};

  const auto back = make(message).read_back();

  CHECK(back.from == message.from);
  CHECK(back.sender == message.sender);
  CHECK(back.reply_to == message.reply_to);
  REQUIRE(back.recipients.size() == message.recipients.size());
  for (std::size_t i = 0; i < back.recipients.size(); ++i) {
    CHECK(back.recipients[i].kind == message.recipients[i].kind);
    CHECK(back.recipients[i].address == message.recipients[i].address);
  }
}

TEST_CASE("a person known by SMTP address only is one of type SMTP") {
  model::Message message;
  message.recipients = {to(model::RecipientKind::To, address("", "", "", "a@example.org"))};

  const auto back = make(message).read_back();

  CHECK(back.recipients[0].address ==
        address("a@example.org", "SMTP", "a@example.org", "a@example.org"));
}

TEST_CASE("the display strings are the names of the rows, and absent where there are none") {
  model::Message message;
  message.recipients = {to(model::RecipientKind::To, address("A; B", "SMTP", "a@x")),
                        to(model::RecipientKind::Unknown, address("C", "SMTP", "c@x")),
                        to(model::RecipientKind::Bcc, address("D", "SMTP", "d@x"))};
  const auto bag = make(message).bag();

  CHECK(text_in(bag, PidTagDisplayTo) == "A; B; C");
  CHECK(text_in(bag, PidTagDisplayCc) == "(absent)");
  CHECK(text_in(bag, PidTagDisplayBcc) == "D");
}

TEST_CASE("display strings of the source are made anew") {
  model::Message message;
  message.properties = Bag().text(PidTagDisplayTo, "somebody else").text(PidTagDisplayCc, "");
  message.recipients.push_back(
      {.kind = {},
       .address = {},
       .properties = Bag().text(PidTagDisplayName, "A").number(PidTagRecipientType, 0x10000001)});
  convert::mapi::fill_message(message, {});
  const auto bag = make(message).bag();

  CHECK(text_in(bag, PidTagDisplayTo) == "A");
  CHECK(text_in(bag, PidTagDisplayCc) == "(absent)");
}

TEST_CASE("a row of the source keeps its properties, but those of its table") {
  model::Message message;
  message.recipients.push_back({.kind = {},
                                .address = {},
                                .properties = Bag()
                                                  .text(PidTagDisplayName, "A")
                                                  .text(0x3A20, "Transmitted")
                                                  .number(0x67F2, 17)
                                                  .number(0x67F3, 18)});
  message.properties = Bag().text(PidTagMessageClass, "IPM.Note");
  convert::mapi::fill_message(message, {});

  const auto row = make(message).read_back().recipients.at(0).properties;

  CHECK(text_in(row, 0x3A20) == "Transmitted");
  CHECK(row.find(0x67F2) == nullptr);
  CHECK(row.find(0x67F3) == nullptr);
  CHECK(row.find(PidTagEntryId) != nullptr);
}

TEST_CASE("mail has a recipient table even without recipients, contacts have none") {
  const auto has_table = [](const std::string& message_class) {
    model::Message message;
    message.message_class = message_class;
    return make(message).content.recipient_table;
  };

  CHECK(has_table(""));
  CHECK(has_table("ipm.note.SMIME"));
  CHECK(has_table("REPORT.IPM.Note.NDR"));
  CHECK_FALSE(has_table("IPM.Contact"));
  CHECK_FALSE(has_table("IPM.NoteX"));
}

TEST_CASE("one-off entry ids of an ANSI store have 8-bit strings where those can say it") {
  const auto entry_of = [](std::string name) {
    model::Message message;
    message.from = address(std::move(name), "MS", "NET/PO/M");
    const auto bag = make(message, test::ansi(1251)).bag();
    return std::get<model::Binary>(bag.find(PidTagSentRepresentingEntryId)->value);
  };
  bytes::DamageLog damage;

  CHECK(read_entry_id(entry_of("\u041F\u043B"), 1251, damage).name == "\u041F\u043B");
  CHECK(entry_of("\u041F\u043B").size() == 24 + 3 + 3 + 9);
  CHECK(read_entry_id(entry_of("\u041F\u0E01\u00E9"), 1251, damage).name == "\u041F\u0E01\u00E9");
  CHECK(damage.total() == 0);
}

}  // namespace people_test
