#include <catch2/catch.hpp>

#include "converters/mapi/mapi_to_model.h"
#include "converters/mapi/own_set.h"
#include "formats/bytes/byte_source.h"
#include "formats/text/code_page.h"
#include "formats/text/rtf_compression.h"
#include "tests/converters/mapi/bag_builder.h"
#include "tests/formats/mapi/hex.h"

namespace message_test {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace mapi;
using convert::mapi::fill_message;
using test::Bag;
using test::from_hex;

namespace {

constexpr std::uint32_t kRussian = 1251;
const std::string kExchangeProvider = "00000000 DCA740C8C042101AB4B908002B2FE182 01000000 00000000";

model::Message filled(const model::PropertyBag& bag, std::uint32_t code_page = 0) {
  model::Message message;
  message.properties = bag;
  fill_message(message, {.code_page = code_page});
  return message;
}

std::string content(const std::optional<model::Body>& body) {
  REQUIRE(body);
  const auto text = bytes::read_all_text(*body->content, 1 << 24);
  REQUIRE(text);
  return *text;
}

model::Address address(std::string name, std::string type, std::string native, std::string smtp) {
  return {.name = std::move(name),
          .type = std::move(type),
          .address = std::move(native),
          .smtp = std::move(smtp)};
}

}  // namespace

TEST_CASE("the two characters that tell the subject's prefix are no part of it") {
  CHECK(filled(Bag().text(PidTagSubject, "\x01\x05RE: Plan")).subject == "RE: Plan");
  CHECK(filled(Bag().text(PidTagSubject, "\x01\xC2\x85Plan")).subject == "Plan");
  CHECK(filled(Bag().text8(PidTagSubject, "\x01\xFF\xCF\xEB\xE0\xED"), kRussian).subject == "План");
  CHECK(filled(Bag().text(PidTagSubject, "\x01")).subject.empty());
  CHECK(filled(Bag().text(PidTagSubject, "Plan")).subject == "Plan");
}

TEST_CASE("without a subject, prefix and normalized subject make one") {
  CHECK(filled(Bag().text(PidTagSubjectPrefix, "RE: ").text(PidTagNormalizedSubject, "Plan"))
            .subject == "RE: Plan");
}

TEST_CASE("the message's own code page is stronger than the store's") {
  const auto message = filled(
      Bag().number(PidTagMessageCodepage, 1251).text8(PidTagSubject, "\xCF\xEB\xE0\xED"), 1252);

  CHECK(message.subject == "План");
  CHECK(message.code_page == 1251);
}

TEST_CASE("a code page that nobody tells is 0, and its text is read as 1252") {
  const auto message = filled(Bag().text8(PidTagSubject, "M\xFCller"));

  CHECK(message.subject == "M\xC3\xBCller");
  CHECK(message.code_page == 0);
}

TEST_CASE("what the code page cannot explain is marked, counted, and kept in the bag") {
  const auto message =
      filled(Bag().number(PidTagMessageCodepage, 65001).text8(PidTagSubject, "a\xFF!"));

  CHECK(message.subject == "a\xEF\xBF\xBD!");
  CHECK(message.undecodable == 1);
  CHECK(message.properties.find(PidTagSubject)->value ==
        model::PropertyValue(model::String8{.bytes = "a\xFF!"}));
}

TEST_CASE("PFF-D3 8-bit text recorded in code page 1200 is UTF-8 when it is valid UTF-8") {
  const auto message =
      filled(Bag().number(PidTagMessageCodepage, 1200).text8(PidTagSubject, "План"), kRussian);

  CHECK(message.subject == "План");
}

TEST_CASE("PFF-D3 8-bit text recorded in code page 1200 that is no UTF-8 is the store's page") {
  model::Message message;
  message.properties =
      Bag().number(PidTagMessageCodepage, 1200).text8(PidTagSubject, "\xCF\xEB\xE0\xED");
  std::vector<std::string> notes;

  fill_message(message, {.code_page = kRussian, .notes = &notes});

  CHECK(message.subject == "План");
  CHECK(message.code_page == kRussian);
  CHECK(notes == std::vector<std::string>{"1 8-bit texts recorded in code page 1200 are no UTF-8: "
                                          "read in code page 1251"});
}

TEST_CASE("PFF-D5 UTF-16 text that looks like widened 8-bit text is left alone and noted") {
  model::Message message;
  message.properties = Bag().text(PidTagSubject, "\xC3\x8F\xC3\xAB\xC3\xA0\xC3\xAD");
  std::vector<std::string> notes;

  fill_message(message, {.code_page = kRussian, .notes = &notes});

  CHECK(message.subject == "\xC3\x8F\xC3\xAB\xC3\xA0\xC3\xAD");
  CHECK(notes == std::vector<std::string>{
                     "1 texts look like code page 1251 stored byte by byte as UTF-16; left as they "
                     "are"});
}

TEST_CASE("Q237993 a sender without entry id comes from name, type and address") {
  const auto message = filled(Bag()
                                  .text(PidTagSenderName, "Ash")
                                  .text(PidTagSenderAddressType, "MS")
                                  .text(PidTagSenderEmailAddress, "NET/PO/ASH"));

  CHECK(message.sender == address("Ash", "MS", "NET/PO/ASH", ""));
  CHECK(message.from == message.sender);
  CHECK(message.provenance.state == model::State::Intact);
}

TEST_CASE("a sender with an entry id alone comes from the entry id") {
  const auto message =
      filled(Bag()
                 .text(PidTagSenderName, "Ash")
                 .binary(PidTagSenderEntryId,
                         from_hex(kExchangeProvider + test::text_hex("/o=OLD/cn=Ash"))));

  CHECK(message.sender == address("Ash", "EX", "/o=OLD/cn=Ash", ""));
}

TEST_CASE("Q302669 an EX sender keeps name and distinguished name, and no SMTP form is invented") {
  const std::string dn = "/o=OLD/ou=S/cn=Recipients/cn=AshA";
  const Bag bag = Bag()
                      .text(PidTagSentRepresentingName, "Ash A")
                      .text(PidTagSentRepresentingAddressType, "EX")
                      .text(PidTagSentRepresentingEmailAddress, dn);

  CHECK(filled(bag).from == address("Ash A", "EX", dn, ""));
  CHECK(filled(Bag(bag).text(PidTagSentRepresentingSmtpAddress, "ash@new.org")).from ==
        address("Ash A", "EX", dn, "ash@new.org"));
}

TEST_CASE("who sent on whose behalf are two people") {
  const auto message = filled(Bag()
                                  .text(PidTagSenderName, "Secretary")
                                  .text(PidTagSenderAddressType, "SMTP")
                                  .text(PidTagSenderEmailAddress, "s@x.org")
                                  .text(PidTagSentRepresentingName, "Chief")
                                  .text(PidTagSentRepresentingAddressType, "smtp")
                                  .text(PidTagSentRepresentingEmailAddress, "c@x.org"));

  CHECK(message.sender == address("Secretary", "SMTP", "s@x.org", "s@x.org"));
  CHECK(message.from == address("Chief", "smtp", "c@x.org", "c@x.org"));
}

TEST_CASE("Q173105 recipients with entry ids of an unknown provider keep name, type and address") {
  model::Message message;
  message.recipients.resize(2);
  message.recipients[0].properties = Bag()
                                         .number(PidTagRecipientType, 2)
                                         .text(PidTagDisplayName, "Fax desk")
                                         .text(PidTagAddressType, "XYZ")
                                         .text(PidTagEmailAddress, "room 5")
                                         .binary(PidTagEntryId, from_hex(std::string(100, 'A')));
  message.recipients[1].properties = Bag()
                                         .number(PidTagRecipientType, 0x10000001)
                                         .text(PidTagDisplayName, "Ash")
                                         .text(PidTagAddressType, "EX")
                                         .text(PidTagEmailAddress, "/o=X")
                                         .text(PidTagSmtpAddress, "ash@x.org");

  fill_message(message, {});

  CHECK(message.recipients[0].kind == model::RecipientKind::Cc);
  CHECK(message.recipients[0].address == address("Fax desk", "XYZ", "room 5", ""));
  CHECK(message.recipients[1].kind == model::RecipientKind::To);
  CHECK(message.recipients[1].address == address("Ash", "EX", "/o=X", "ash@x.org"));
  CHECK(message.provenance == model::Provenance{});
}

TEST_CASE("names to show without a recipient table stand in for it, as a missing piece") {
  const auto message = filled(Bag().text(PidTagDisplayTo, "Ash; Bea").text(PidTagDisplayCc, "Cy"));

  REQUIRE(message.recipients.size() == 3);
  CHECK(message.recipients[1].address == address("Bea", "", "", ""));
  CHECK(message.recipients[2].kind == model::RecipientKind::Cc);
  CHECK(message.provenance.state == model::State::Partial);
  REQUIRE(message.provenance.missing.size() == 1);
  CHECK(message.provenance.missing[0].what == "recipient table");
}

TEST_CASE("reply recipients come from the flat entry list: damage there is a missing piece") {
  const std::string one_off = "00000000 812B1FA4BEA310199D6E00DD010F5402 0000 0110" +
                              test::text_hex("A") + test::text_hex("SMTP") + test::text_hex("a@b");
  const auto message = filled(
      Bag().binary(PidTagReplyRecipientEntries, from_hex("02000000 4C000000 23000000" + one_off)));

  CHECK(message.reply_to == std::vector{address("A", "SMTP", "a@b", "a@b")});
  CHECK(message.provenance.missing ==
        std::vector{model::Missing{.what = "PidTagReplyRecipientEntries",
                                   .why = "FlatEntry.Size: cut off"}});
}

TEST_CASE("flags, weights and verbs become the model's") {
  const auto message = filled(Bag()
                                  .number(PidTagMessageFlags, 0x0001 | 0x0008 | 0x0100)
                                  .number(PidTagImportance, 2)
                                  .number(PidTagSensitivity, 3)
                                  .number(PidTagFlagStatus, 2)
                                  .number(PidTagLastVerbExecuted, 103)
                                  .flag(PidTagOriginatorDeliveryReportRequested, true));

  CHECK(message.read);
  CHECK(message.unsent);
  CHECK(message.read_receipt_requested);
  CHECK(message.delivery_receipt_requested);
  CHECK(message.importance == model::Importance::High);
  CHECK(message.sensitivity == model::Sensitivity::Confidential);
  CHECK(message.flagged);
  CHECK(message.replied);
  CHECK(filled(Bag().number(PidTagPriority, -1)).importance == model::Importance::Low);
  CHECK_FALSE(filled(Bag().number(PidTagLastVerbExecuted, 104)).replied);
}

TEST_CASE("times are instants, and an empty FILETIME is no time") {
  const auto message = filled(Bag()
                                  .time(PidTagClientSubmitTime, 1)
                                  .add(PidTagMessageDeliveryTime, model::PropertyType::Time,
                                       model::FileTime{.ticks = 0x0CB34557A3DD4000}));

  CHECK(message.sent == model::Timestamp(model::Instant{.ticks = 1}));
  CHECK_FALSE(message.received);
}

TEST_CASE("message ids get their brackets, categories keep their names") {
  model::PropertyBag bag = Bag()
                               .text(PidTagInternetMessageId, "1@x.org")
                               .text(PidTagInReplyToId, "<0@x.org>")
                               .text(PidTagInternetReferences, "<0@x.org> <9@x.org>");
  bag.add({.id = 0x8010,
           .type = static_cast<model::PropertyType>(0x101F),
           .name = model::PropertyName{.set = {.bytes = PS_PUBLIC_STRINGS}, .id = "Keywords"},
           .value = std::vector<std::string>{"Red", "Blue"}});

  const auto message = filled(bag);

  CHECK(message.message_id == "<1@x.org>");
  CHECK(message.in_reply_to == "<0@x.org>");
  CHECK(message.references == "<0@x.org> <9@x.org>");
  CHECK(message.categories == std::vector<std::string>{"Red", "Blue"});
}

TEST_CASE("bodies keep their bytes and name their code page") {
  const auto message = filled(Bag()
                                  .number(PidTagInternetCodepage, 28591)
                                  .text8(PidTagBody, "\xCF\xEB")
                                  .binary(PidTagHtml, from_hex("3C703EFC"))
                                  .text(PidTagTransportMessageHeaders, "From: a@b\r\n"),
                              kRussian);

  CHECK(content(message.bodies.text) == "\xCF\xEB");
  CHECK(message.bodies.text->code_page == kRussian);
  CHECK(content(message.bodies.html) == "<p>\xFC");
  CHECK(message.bodies.html->code_page == 28591);
  CHECK(content(message.transport_headers) == "From: a@b\r\n");
  CHECK(message.transport_headers->code_page == text::kUtf8);
}

TEST_CASE("a large body is handed on, not copied") {
  const auto blob = bytes::make_blob(std::string(100'000, 'x'));
  const auto message =
      filled(Bag().add(PidTagBody, model::PropertyType::String, model::LargeValue{.blob = blob}));

  REQUIRE(message.bodies.text);
  CHECK(message.bodies.text->content == blob);
}

TEST_CASE("compressed RTF is a body, and damage to it is a missing piece") {
  const std::string rtf = R"({\rtf1\ansi Hello})";
  auto compressed = text::compress_rtf(rtf);

  CHECK(content(filled(Bag().binary(PidTagRtfCompressed, compressed)).bodies.rtf) == rtf);

  compressed.resize(compressed.size() - 4);
  const auto damaged = filled(Bag().binary(PidTagRtfCompressed, compressed));

  CHECK(damaged.provenance.state == model::State::Partial);
  CHECK(damaged.provenance.missing[0].what == "PidTagRtfCompressed");
}

TEST_CASE("of large compressed RTF, too, what decodes is kept and the damage is told") {
  std::string rtf;
  std::uint32_t random = 1;
  while (rtf.size() < std::size_t{2} * 1024 * 1024) {
    random = random * 1664525U + 1013904223U;
    rtf += static_cast<char>('!' + (random >> 16U) % 90U);
  }
  auto compressed = text::compress_rtf(rtf);
  const auto bag_of = [](std::vector<std::byte> data) {
    return Bag().add(PidTagRtfCompressed, model::PropertyType::Binary,
                     model::LargeValue{.blob = bytes::make_blob(std::move(data))});
  };

  const auto message = filled(bag_of(compressed));
  CHECK(content(message.bodies.rtf) == rtf);
  CHECK(message.provenance.state == model::State::Intact);

  compressed.resize(compressed.size() / 2);
  const auto damaged = filled(bag_of(compressed));
  const auto kept = content(damaged.bodies.rtf);
  CHECK(kept.size() > rtf.size() / 4);
  CHECK(rtf.starts_with(kept));
  CHECK(damaged.provenance.missing.at(0).what == "PidTagRtfCompressed");
}

TEST_CASE("a report without bodies shows its report text") {
  CHECK(content(filled(Bag()
                           .text(PidTagMessageClass, "REPORT.IPM.Note.NDR")
                           .text(PidTagReportText, "no such user"))
                    .bodies.text) == "no such user");
}

TEST_CASE("what an earlier conversion of ours missed is still missing") {
  constexpr auto kTexts = static_cast<model::PropertyType>(0x101F);
  const auto named = [](const mapi::NamedText& name, model::PropertyType type,
                        model::PropertyValue value) {
    model::Property property;
    property.type = type;
    property.name = model::PropertyName{.set = {.bytes = name.set}, .id = std::string(name.name)};
    property.value = std::move(value);
    return property;
  };
  model::Message message;
  message.properties.add(
      named(convert::mapi::kState, model::PropertyType::String, std::string("partial")));
  convert::mapi::fill_message(message, {});
  CHECK(message.provenance.state == model::State::Partial);
  CHECK(message.provenance.missing.size() == 1);

  model::Message told;
  told.properties.add(named(convert::mapi::kMissing, kTexts,
                            std::vector<std::string>{"attachment 2: empty: 0 of 9", "PidTagBody"}));
  convert::mapi::fill_message(told, {});
  CHECK(told.provenance.state == model::State::Partial);
  CHECK(told.provenance.missing ==
        std::vector<model::Missing>{{"attachment 2", "empty: 0 of 9"}, {"PidTagBody", ""}});

  model::Message whole;
  whole.properties.add(
      named(convert::mapi::kState, model::PropertyType::String, std::string("intact")));
  convert::mapi::fill_message(whole, {});
  CHECK(whole.provenance.state == model::State::Intact);
}

TEST_CASE("a folder's kind comes from its container class, derived classes included") {
  const auto folder_of = [](std::string container_class) {
    model::Folder folder;
    folder.properties =
        Bag().text(PidTagDisplayName, "F").text(PidTagContainerClass, std::move(container_class));
    convert::mapi::fill_folder(folder, {});
    return folder;
  };

  CHECK(folder_of("ipf.appointment").role == model::FolderRole::Calendar);
  CHECK(folder_of("IPF.Contact.MOC.QuickContacts").item_kind == model::ItemKind::Contacts);
  CHECK(folder_of("IPF.Contact.MOC.QuickContacts").role == model::FolderRole::None);
  CHECK(folder_of("IPF.Notebook").item_kind == model::ItemKind::Other);
  CHECK(folder_of("").item_kind == model::ItemKind::Mail);
  CHECK(folder_of("").name == "F");
}

}  // namespace message_test
