#include <catch2/catch.hpp>

#include "tests/converters/mime/mail.h"

using test::mail;
using test::read_back;
using test::shape;

namespace {

model::Message contact_item() {
  model::Message message = mail();
  message.message_class = "IPM.Contact";
  message.subject = "Ann Miller";
  message.from.reset();
  message.bodies = {};
  message.contact = model::Contact{};
  message.contact->given_name = "Ann";
  message.contact->surname = "Miller";
  return message;
}

bool has_line(const test::Part& part, const std::string& line) {
  return part.content.find("\r\n" + line + "\r\n") != std::string::npos;
}

}  // namespace

TEST_CASE("a contact is a vCard beside a readable text") {
  model::Message message = contact_item();
  model::Contact& contact = *message.contact;
  contact.company = "Fabrikam";
  contact.emails = {test::smtp("Ann", "ann@x.example"),
                    test::native("Ann (old)", "EX", "/o=Org/cn=ann")};
  contact.mobile_phone = "+1 555";
  contact.assistant_phone = "+1 556";
  contact.home_address.city = "Springfield";
  contact.birthday = model::WallClock{test::ticks(1960, 2, 29)};
  contact.anniversary = model::Instant{test::ticks(1990, 6, 1, 22)};
  contact.manager = "Bob";
  contact.file_as = "Miller, Ann";
  message.bodies.text = test::body("likes tea\r\n");

  const test::Part part = read_back(message);

  CHECK(shape(part) == "multipart/mixed(text/plain,text/vcard)");
  CHECK(part.parts[0].content == "likes tea\r\n");
  const test::Part& card = part.parts[1];
  CHECK(card.disposition_parameters.at("filename") == "Miller, Ann.vcf");
  CHECK(has_line(card, "N:Miller;Ann;;;"));
  CHECK(has_line(card, "ORG:Fabrikam"));
  CHECK(has_line(card, "EMAIL;TYPE=INTERNET;TYPE=PREF:ann@x.example"));
  CHECK(has_line(card, "X-RESTANTE-EMAIL:EX\\; /o=Org/cn=ann\\; Ann (old)"));
  CHECK(has_line(card, "TEL;TYPE=CELL:+1 555"));
  CHECK(has_line(card, "TEL;TYPE=X-ASSISTANT:+1 556"));
  CHECK(has_line(card, "ADR;TYPE=HOME:;;;Springfield;;;"));
  CHECK(has_line(card, "BDAY:1960-02-29"));
  CHECK(has_line(card, "X-ANNIVERSARY:1990-06-01T22:00:00Z"));
  CHECK(has_line(card, "X-MS-MANAGER:Bob"));
  CHECK(has_line(card, "NOTE:likes tea\\n"));
}

TEST_CASE("a contact without notes gets a summary, marked") {
  model::Message message = contact_item();
  message.contact->company = "Fabrikam";
  message.bodies.text = test::body(" \r\n");

  const test::Part part = read_back(message);

  CHECK(part.parts[0].content == "Name: Ann Miller\r\nCompany: Fabrikam\r\n");
  CHECK(part.field("X-Restante-Synthetic") == "From, body");
}

TEST_CASE("Q250361 a contact without an address keeps its name") {
  CHECK(has_line(read_back(contact_item()).parts[1], "FN:Ann Miller"));
}

TEST_CASE("Q250361 a list is a group with each of its members") {
  model::Message message = mail();
  message.message_class = "IPM.DistList";
  message.bodies = {};
  message.list = model::DistributionList{
      .name = "Team",
      .members = {test::smtp("Ann", "ann@x.example"), test::native("Bob", "MS", "A/B/C"),
                  test::native("Only A Name", "", "")}};

  const test::Part part = read_back(message);

  CHECK(part.parts[0].content ==
        "List: Team\r\nMember: Ann <ann@x.example>\r\nMember: Bob <A/B/C>\r\n"
        "Member: Only A Name\r\n");
  CHECK(has_line(part.parts[1], "VERSION:4.0"));
  CHECK(has_line(part.parts[1], "MEMBER;X-CN=Ann:mailto:ann@x.example"));
  CHECK(has_line(part.parts[1], "X-RESTANTE-MEMBER;X-TYPE=MS;X-CN=Bob:A/B/C"));
  CHECK(has_line(part.parts[1], "X-RESTANTE-MEMBER;X-CN=Only A Name:"));
}
