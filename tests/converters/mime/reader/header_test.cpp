#include "tests/converters/mime/reader/read_mail.h"

using test::read_mail;

TEST_CASE("header fields fill the model, and stay verbatim as transport headers") {
  const std::string header =
      "Received: from b by c;\r\n Tue, 14 Mar 1995 09:20:00 +0100\r\n"
      "Received: from a by b; Tue, 14 Mar 1995 09:16:00 +0100\r\n"
      "From: Ann <ann@a.org>\r\nSender: Office <office@a.org>\r\nReply-To: r@a.org\r\n"
      "To: Bob <bob@b.org>\r\nTo: c@c.org\r\nCc: Team: d@d.org;\r\nBcc: e@e.org\r\n"
      "Subject: =?utf-8?Q?=C3=A9?=\r\nDate: Tue, 14 Mar 1995 09:15:00 +0100\r\n"
      "Message-ID: <1@a.org>\r\nIn-Reply-To: <0@b.org>\r\nReferences: <00@b.org>\r\n <0@b.org>\r\n"
      "Thread-Topic: topic\r\nThread-Index: AQID\r\nKeywords: red, \"light, blue\"\r\n"
      "Importance: high\r\nSensitivity: Company-Confidential\r\n"
      "Disposition-Notification-To: ann@a.org\r\nX-Unknown:kept  as it is\r\n";
  const auto read = read_mail(header + "\r\nbody\r\n");
  const model::Message& message = read.message;

  CHECK(message.subject == "\xC3\xA9");
  CHECK(message.from->name == "Ann");
  CHECK(message.from->smtp == "ann@a.org");
  CHECK(message.sender->smtp == "office@a.org");
  CHECK(message.reply_to.at(0).smtp == "r@a.org");
  std::string recipients;
  for (const auto& recipient : message.recipients) {
    recipients += std::to_string(static_cast<int>(recipient.kind)) + recipient.address.smtp + " ";
  }
  CHECK(recipients == "0bob@b.org 0c@c.org 1d@d.org 2e@e.org ");
  CHECK(message.sent == test::instant(1995, 3, 14, 8, 15));
  CHECK(message.received == test::instant(1995, 3, 14, 8, 20));
  CHECK(message.message_id == "<1@a.org>");
  CHECK(message.in_reply_to == "<0@b.org>");
  CHECK(message.references == "<00@b.org> <0@b.org>");
  CHECK(message.conversation_topic == "topic");
  CHECK(message.conversation_index.size() == 3);
  CHECK(message.categories == std::vector<std::string>{"red", "light, blue"});
  CHECK(message.importance == model::Importance::High);
  CHECK(message.sensitivity == model::Sensitivity::Confidential);
  CHECK(message.read_receipt_requested);
  CHECK(test::text_of(message.transport_headers) == header);
  CHECK(test::text_of(message.bodies.text) == "body\r\n");
  CHECK(message.provenance.missing.empty());
}

TEST_CASE("a date without a zone is a clock's, one that is none is absent, kept and noted") {
  CHECK(read_mail("Date: 14 Mar 1995 09:15:00 -0000\n\n").message.sent ==
        test::clock(1995, 3, 14, 9, 15));
  const auto read = read_mail("Date: 2/31/99\nFrom: a@b\n\n");
  CHECK_FALSE(read.message.sent);
  CHECK(test::text_of(read.message.transport_headers).find("2/31/99") != std::string::npos);
  REQUIRE(read.notes.size() == 1);
  CHECK(read.notes[0].find("2/31/99") != std::string::npos);
}

TEST_CASE("IMCEA addresses become the native ones they stand for") {
  const auto read = read_mail(
      "From: Ann <IMCEAMS-LAB_PO1_ANN@ms.invalid>\nTo: unknown@recipient.invalid\n"
      "Cc: IMCEAEX-_O=ORG_CN=BOB@corp.example\n\n");

  CHECK(read.message.from ==
        model::Address{.name = "Ann", .type = "MS", .address = "LAB/PO1/ANN", .smtp = {}});
  CHECK(read.message.recipients[0].address.empty());
  CHECK(read.message.recipients[1].address.address == "/O=ORG/CN=BOB");
  CHECK(read.message.recipients[1].address.smtp == "IMCEAEX-_O=ORG_CN=BOB@corp.example");
}

TEST_CASE("priorities in the words of several programs") {
  const auto importance = [](const std::string& field) {
    return read_mail(field + "\n\n").message.importance;
  };
  CHECK(importance("X-Priority: 1 (Highest)") == model::Importance::High);
  CHECK(importance("Priority: non-urgent") == model::Importance::Low);
  CHECK(importance("X-MSMail-Priority: High") == model::Importance::High);
  CHECK(importance("Importance: Normal\nX-Priority: 1") == model::Importance::Normal);
  CHECK(importance("X-Priority: 3") == model::Importance::Normal);
}

TEST_CASE("flags that programs keep in the message") {
  const auto read = read_mail("Status: RO\nX-Status: AFT\n\n");
  CHECK(read.message.read);
  CHECK(read.message.replied);
  CHECK(read.message.flagged);
  CHECK(read.message.unsent);
  CHECK(read_mail("X-Mozilla-Status: 0007\n\n").message.flagged);
  CHECK_FALSE(read_mail("Status: O\n\n").message.read);
}

TEST_CASE("8-bit fields are read as --charset says, else as the texts of the message are") {
  const std::string header = "Subject: \xEC\xE8\xF0\n";
  const std::string cyrillic = "Content-Type: text/plain; charset=windows-1251\n\n\xEC\xE8\xF0";
  CHECK(read_mail(header + cyrillic).message.subject == "\xD0\xBC\xD0\xB8\xD1\x80");
  CHECK(read_mail(header + "\n", 1251).message.subject == "\xD0\xBC\xD0\xB8\xD1\x80");
  CHECK(read_mail(header + "\n").message.subject == "\xC3\xAC\xC3\xA8\xC3\xB0");
}

TEST_CASE("X-Restante fields come back as provenance, and are no foreign text") {
  const auto read = read_mail(
      "From: \"(no sender)\" <unknown@sender.invalid>\nSubject: wire\nMessage-ID: "
      "<x@restante.invalid>\n"
      "X-Restante-Source: mail.pst\nX-Restante-Folder: Top/Inbox\nX-Restante-Item: nid 0x21\n"
      "X-Restante-Class: IPM.Note.Special\nX-Restante-State: partial\n"
      "X-Restante-Byte-Ranges: 0x10+5 0xFF+1\nX-Restante-Times: received 1995-03-14T09:15:00; "
      "modified 1995-03-15T00:00:00Z\n"
      "X-Restante-Missing: attachment 1: the disk\nX-Restante-Synthetic: From, Message-ID\n"
      "X-Restante-Subject: of the store\nX-Restante-Duplicate: From: "
      "second@b\nX-Restante-Rejected: garbage\n"
      "X-Foreign: stays\n\n");
  const model::Message& message = read.message;

  CHECK(message.provenance ==
        model::Provenance{.source = "mail.pst",
                          .native_id = "nid 0x21",
                          .ranges = {{.offset = 16, .length = 5}, {.offset = 255, .length = 1}},
                          .state = model::State::Partial,
                          .missing = {{.what = "attachment 1", .why = "the disk"}}});
  CHECK(message.message_class == "IPM.Note.Special");
  CHECK(message.subject == "of the store");
  CHECK_FALSE(message.from);
  CHECK(message.message_id.empty());
  CHECK(message.received == test::clock(1995, 3, 14, 9, 15));
  CHECK(message.modified == test::instant(1995, 3, 15, 0, 0));
  CHECK(test::text_of(message.transport_headers) ==
        "Subject: wire\nX-Foreign: stays\nFrom: second@b\r\ngarbage\r\n");
}

TEST_CASE(
    "native addresses come back to whom they belong, and stay lines where that is not certain") {
  const auto certain = read_mail(
      "From: Ann <ann@a.org>\nX-Restante-State: intact\n"
      "X-Restante-Address: From; EX; /o=org/cn=ann\n\n");
  CHECK(
      certain.message.from ==
      model::Address{.name = "Ann", .type = "EX", .address = "/o=org/cn=ann", .smtp = "ann@a.org"});

  const auto open = read_mail(
      "To: a@a.org, b@b.org\nX-Restante-State: intact\n"
      "X-Restante-Address: To; EX; /o=org/cn=b\n\n");
  CHECK(open.message.recipients[0].address.type == "SMTP");
  CHECK(test::text_of(open.message.transport_headers)
            .find("X-Restante-Address: To; EX; /o=org/cn=b") != std::string::npos);
}

TEST_CASE("an item that was a contact comes back as a mail with its card, and says what it was") {
  const auto read = read_mail(
      "X-Restante-State: intact\nX-Restante-Class: IPM.Contact\n"
      "Content-Type: text/vcard; name=Ann.vcf\n\nBEGIN:VCARD\n");
  CHECK(read.message.message_class.empty());
  CHECK(test::names_of(read.message) == std::vector<std::string>{"Ann.vcf"});
  CHECK(test::text_of(read.message.transport_headers).find("X-Restante-Class: IPM.Contact") !=
        std::string::npos);
}

TEST_CASE("a field or text that is said to be made up, and is none our writer makes, stays") {
  const std::string header =
      "From: Ann <ann@a.org>\nMessage-ID: <1@a.org>\nSubject: s\nX-Restante-State: intact\n"
      "X-Restante-Synthetic: From, Message-ID, Subject, body\n";
  const auto foreign = read_mail(header + "\nthe text\n");
  REQUIRE(foreign.message.from);
  CHECK(foreign.message.from->smtp == "ann@a.org");
  CHECK(foreign.message.message_id == "<1@a.org>");
  CHECK(test::text_of(foreign.message.bodies.text) == "the text\n");
  CHECK(test::text_of(foreign.message.transport_headers) ==
        "From: Ann <ann@a.org>\nMessage-ID: <1@a.org>\nSubject: s\n");
}

TEST_CASE("a sender of whom only the name is known keeps it") {
  const auto read = read_mail(
      "From: Ann <unknown@sender.invalid>\nX-Restante-State: intact\n"
      "X-Restante-Synthetic: From\n\n");
  REQUIRE(read.message.from);
  CHECK(*read.message.from == model::Address{.name = "Ann", .type = {}, .address = {}, .smtp = {}});
}

TEST_CASE("X-Restante fields without a state are somebody else's") {
  const auto read = read_mail("X-Restante-Source: mail.pst\n\n");
  CHECK(read.message.provenance.source.empty());
  CHECK(test::text_of(read.message.transport_headers) == "X-Restante-Source: mail.pst\n");
}
