#include <catch2/catch.hpp>

#include "formats/mime/header_text.h"
#include "tests/converters/mime/mail.h"

using model::RecipientKind;
using test::fields;
using test::mail;
using test::read_back;
using Values = std::vector<std::string>;

TEST_CASE("an instant is a date in +0000") {
  CHECK(read_back(mail()).field("Date") == "Sun, 14 Mar 1999 09:15:00 +0000");
}

TEST_CASE("a wall clock is a date in -0000") {
  model::Message message = mail();
  message.sent = model::WallClock{test::ticks(1995, 3, 14, 9, 15)};

  CHECK(read_back(message).field("Date") == "Tue, 14 Mar 1995 09:15:00 -0000");
}

TEST_CASE("a message that was never sent has no Date, whatever other times it has") {
  model::Message message = mail();
  message.sent.reset();
  message.received = model::Instant{test::ticks(1999, 3, 14, 9, 16)};
  message.created = model::WallClock{test::ticks(1999, 3, 14, 9, 10)};

  const test::Part part = read_back(message);

  CHECK(fields(part, "Date").empty());
  CHECK(part.field("X-Restante-Times") ==
        "received 1999-03-14T09:16:00Z; created 1999-03-14T09:10:00");
}

TEST_CASE("Q231803 two Cc and one Bcc are all in their fields") {
  model::Message message = mail();
  message.recipients = {
      test::recipient(RecipientKind::To, test::smtp("To", "to@x.example")),
      test::recipient(RecipientKind::Cc, test::smtp("One", "one@x.example")),
      test::recipient(RecipientKind::Cc, test::smtp("Two", "two@x.example")),
      test::recipient(RecipientKind::Bcc, test::smtp("Three", "three@x.example"))};

  const test::Part part = read_back(message);

  CHECK(fields(part, "To") == Values{"To <to@x.example>"});
  CHECK(fields(part, "Cc") == Values{"One <one@x.example>, Two <two@x.example>"});
  CHECK(fields(part, "Bcc") == Values{"Three <three@x.example>"});
}

TEST_CASE("Q192594 an empty From becomes a marked one that names nobody") {
  model::Message message = mail();
  message.from = model::Address{};

  const test::Part part = read_back(message);

  CHECK(fields(part, "From") == Values{"\"(no sender)\" <unknown@sender.invalid>"});
  CHECK(part.field("X-Restante-Synthetic") == "From");
}

TEST_CASE("Q302669 an EX sender keeps display name and distinguished name") {
  const std::string dn = "/o=OLD/ou=S/cn=Recipients/cn=AshA";
  model::Message message = mail();
  message.from = test::native("Ashton, Amy", "EX", dn);

  const test::Part part = read_back(message);
  const std::string from = part.field("From");
  const std::string spec = from.substr(from.find('<') + 1, from.find('>') - from.find('<') - 1);

  CHECK(from == "\"Ashton, Amy\" <IMCEAEX-_o=OLD_ou=S_cn=Recipients_cn=AshA@ex.invalid>");
  CHECK(mime::decode_imcea(spec) == mime::Imcea{.type = "EX", .address = dn});
  CHECK(part.field("X-Restante-Address") == "From; EX; " + dn);
}

TEST_CASE("Q302669 a known SMTP address is used and the distinguished name still kept") {
  model::Message message = mail();
  message.from = model::Address{
      .name = "Amy", .type = "EX", .address = "/o=OLD/cn=AshA", .smtp = "amy@example.org"};

  const test::Part part = read_back(message);

  CHECK(part.field("From") == "Amy <amy@example.org>");
  CHECK(part.field("X-Restante-Address") == "From; EX; /o=OLD/cn=AshA");
}

TEST_CASE("Q246279 a Microsoft Mail address keeps its type and its form") {
  model::Message message = mail();
  message.recipients = {
      test::recipient(RecipientKind::To, test::native("Bob", "MS", "NET/PO/BOX"))};

  const test::Part part = read_back(message);

  CHECK(part.field("To") == "Bob <IMCEAMS-NET_PO_BOX@ms.invalid>");
  CHECK(part.field("X-Restante-Address") == "To; MS; NET/PO/BOX");
}

TEST_CASE("the domain of encapsulated addresses is the user's when given") {
  model::Message message = mail();
  message.from = test::native("Bob", "MS", "A/B/C");

  CHECK(read_back(message, test::domain("old.example.org")).field("From") ==
        "Bob <IMCEAMS-A_B_C@old.example.org>");
}

TEST_CASE("Q237993 Q173105 people come from name, type and address, without any entry id") {
  model::Message message = mail();
  message.recipients = {test::recipient(RecipientKind::To, test::smtp("Bob", "bob@x.example")),
                        test::recipient(RecipientKind::To, test::native("Only A Name", "", "")),
                        test::recipient(RecipientKind::Unknown, test::smtp("", "odd@x.example"))};

  const test::Part part = read_back(message);

  CHECK(part.field("From") == "Ann <ann@example.org>");
  CHECK(part.field("To") ==
        "Bob <bob@x.example>, Only A Name <unknown@recipient.invalid>, odd@x.example");
  CHECK(part.field("X-Restante-Synthetic") == "To");
}

TEST_CASE("an address too long for IMCEA is kept in its own field") {
  model::Message message = mail();
  const std::string native(3000, '%');
  message.from = test::native("X", "X400", native);

  const test::Part part = read_back(message);

  CHECK(part.field("From") == "X <unknown@sender.invalid>");
  CHECK(fields(part, "X-Restante-Address") == Values{"From; X400; " + native});
}

TEST_CASE("who sent it on behalf of another is the Sender") {
  model::Message message = mail();
  message.sender = test::smtp("Secretary", "sec@example.org");

  const test::Part part = read_back(message);

  CHECK(part.field("From") == "Ann <ann@example.org>");
  CHECK(part.field("Sender") == "Secretary <sec@example.org>");

  message.sender = message.from;
  CHECK(fields(read_back(message), "Sender").empty());
}

TEST_CASE("Q237838 a Japanese subject becomes encoded-words that decode to it") {
  model::Message message = mail();
  message.subject = "会議の議事録について、詳しくはこちらをご覧くださいますようお願い申し上げます";

  CHECK(fields(read_back(message), "Subject") == Values{message.subject});
}

TEST_CASE("flags, receipts, threads and categories have their fields") {
  model::Message message = mail();
  message.importance = model::Importance::High;
  message.sensitivity = model::Sensitivity::Confidential;
  message.read_receipt_requested = true;
  message.delivery_receipt_requested = true;
  message.unsent = true;
  message.in_reply_to = "<0@example.org>";
  message.references = "<a@example.org> <0@example.org>";
  message.conversation_topic = "Lunch";
  message.conversation_index = {std::byte{1}, std::byte{0xFF}};
  message.categories = {"Work", "A, B"};

  const test::Part part = read_back(message);

  CHECK(part.field("Importance") == "high");
  CHECK(part.field("X-Priority") == "1");
  CHECK(part.field("Sensitivity") == "Company-Confidential");
  CHECK(part.field("Disposition-Notification-To") == "Ann <ann@example.org>");
  CHECK(part.field("Return-Receipt-To") == "Ann <ann@example.org>");
  CHECK(part.field("X-Unsent") == "1");
  CHECK(part.field("In-Reply-To") == "<0@example.org>");
  CHECK(part.field("References") == "<a@example.org> <0@example.org>");
  CHECK(part.field("Thread-Topic") == "Lunch");
  CHECK(part.field("Thread-Index") == "Af8=");
  CHECK(part.field("Keywords") == "Work, \"A, B\"");
}

TEST_CASE("a synthetic Message-ID is marked, the same in each run, and another for another item") {
  model::Message message = mail();
  message.message_id.clear();
  model::Message other = message;
  other.provenance.native_id = "nid 0x00200044";

  const test::Part part = read_back(message);

  CHECK(part.field("X-Restante-Synthetic") == "Message-ID");
  CHECK(part.field("Message-ID") == read_back(message).field("Message-ID"));
  CHECK(part.field("Message-ID") != read_back(other).field("Message-ID"));
  CHECK(part.field("Message-ID").find("@restante.invalid>") != std::string::npos);
}

TEST_CASE("provenance says where a message came from and what it lacks") {
  model::Message message = mail();
  message.provenance.ranges = {{.offset = 0x4400, .length = 512}, {.offset = 0x8000, .length = 9}};
  message.provenance.miss("attachment 2", "block 7 has a bad checksum");

  const test::Part part = read_back(message);

  CHECK(part.field("X-Restante-Source") == "mail.pst");
  CHECK(part.field("X-Restante-Item") == "nid 0x00200024");
  CHECK(part.field("X-Restante-Class") == "IPM.Note");
  CHECK(part.field("X-Restante-State") == "partial");
  CHECK(part.field("X-Restante-Missing") == "attachment 2: block 7 has a bad checksum");
  CHECK(part.field("X-Restante-Byte-Ranges") == "0x4400+512 0x8000+9");
}

TEST_CASE("without provenance no X-Restante field is left, in no part") {
  model::Message message = mail();
  message.from = test::native("B", "MS", "A/B/C");
  message.attachments = {test::attachment("C:\\A\\B.TXT", "x")};
  message.attachments[0].provenance.miss("time", "gone");

  CHECK(test::written(message, test::no_provenance()).find("X-Restante") == std::string::npos);
}
