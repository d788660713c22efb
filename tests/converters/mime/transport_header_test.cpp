#include <catch2/catch.hpp>

#include "tests/converters/mime/mail.h"

using model::RecipientKind;
using test::fields;
using test::mail;
using test::read_back;
using Values = std::vector<std::string>;

namespace {

model::Message transported(std::string_view header) {
  model::Message message = mail();
  message.transport_headers = test::body(header);
  return message;
}

}  // namespace

TEST_CASE("transport headers stay as they came, their folding included") {
  const std::string header =
      "Received: from a.example by b.example;\r\n\tSun, 14 Mar 1999 09:15:00 +0100\r\n"
      "From: \"Ann\"\r\n  <ann@example.org>\r\n"
      "Date: Sun, 14 Mar 99 10:15 MET\r\n"
      "Subject: Lunch\r\n"
      "Message-Id: <1@example.org>\r\n"
      "X-Odd:kept\r\n";

  const std::string out = test::written(transported(header + "\r\n"));

  CHECK(out.find("Received: from a.example by b.example;\r\n\tSun, 14 Mar 1999 09:15:00 +0100\r\n"
                 "From: \"Ann\"\r\n  <ann@example.org>\r\n"
                 "Date: Sun, 14 Mar 99 10:15 MET\r\n"
                 "Subject: Lunch\r\n"
                 "Message-Id: <1@example.org>\r\n") != std::string::npos);
  CHECK(out.find("X-Restante-Synthetic") == std::string::npos);
}

TEST_CASE("structure fields of the wire are rebuilt, not repeated") {
  const test::Part part = read_back(
      transported("MIME-Version: 1.0 (Old)\r\nContent-Type: multipart/mixed;\r\n boundary=\"x\"\r\n"
                  "Content-Transfer-Encoding: 7bit\r\nFrom: Ann <ann@example.org>\r\n"));

  CHECK(fields(part, "MIME-Version") == Values{"1.0"});
  CHECK(part.type == "text/plain");
}

TEST_CASE("what transport headers lack comes from the model, and nothing is said twice") {
  model::Message message = transported("From: ann@example.org\r\nTo: bob@x.example\r\n");
  message.recipients = {test::recipient(RecipientKind::To, test::smtp("Bob", "bob@x.example")),
                        test::recipient(RecipientKind::Bcc, test::smtp("Eve", "eve@x.example"))};

  const test::Part part = read_back(message);

  CHECK(fields(part, "From") == Values{"ann@example.org"});
  CHECK(fields(part, "To") == Values{"bob@x.example"});
  CHECK(fields(part, "Bcc") == Values{"Eve <eve@x.example>"});
  CHECK(fields(part, "Date") == Values{"Sun, 14 Mar 1999 09:15:00 +0000"});
  CHECK(fields(part, "Subject") == Values{"Lunch"});
  CHECK(fields(part, "Received").empty());
}

TEST_CASE("there is one From and one Date: the others are kept as duplicates") {
  const test::Part part =
      read_back(transported("From: a@x.example\r\nDate: Sun, 14 Mar 1999 09:15:00 +0000\r\n"
                            "From: b@x.example\r\nDate: Mon, 15 Mar 1999 09:15:00 +0000\r\n"));

  CHECK(fields(part, "From") == Values{"a@x.example"});
  CHECK(fields(part, "Date") == Values{"Sun, 14 Mar 1999 09:15:00 +0000"});
  CHECK(fields(part, "X-Restante-Duplicate") ==
        Values{"From: b@x.example", "Date: Mon, 15 Mar 1999 09:15:00 +0000"});
}

TEST_CASE("Q192594 an empty From of the wire is completed from the model or marked") {
  model::Message message = transported("From:\r\nSubject: Lunch\r\n");
  CHECK(fields(read_back(message), "From") == Values{"Ann <ann@example.org>"});

  message.from.reset();
  CHECK(fields(read_back(message), "From") == Values{"\"(no sender)\" <unknown@sender.invalid>"});
}

TEST_CASE("lines that are no fields are kept aside: the mark of Exchange goes") {
  const test::Part part = read_back(
      transported("Microsoft Mail Internet Headers Version 2.0\r\nFrom: a@x.example\r\n"
                  "this is no field\r\n\r\n------=_NextPart\r\nContent-Type: text/plain\r\n"));

  CHECK(fields(part, "From") == Values{"a@x.example"});
  CHECK(fields(part, "X-Restante-Rejected") ==
        Values{"this is no field", "------=_NextPart", "Content-Type: text/plain"});
}

TEST_CASE("a subject changed after delivery is told beside the one of the wire") {
  model::Message message = transported("From: a@x.example\r\nSubject: Lunch\r\n  today\r\n");
  message.subject = "Lunch today";
  CHECK(fields(read_back(message), "X-Restante-Subject").empty());

  message.subject = "Dinner";
  CHECK(fields(read_back(message), "X-Restante-Subject") == Values{"Dinner"});
}

TEST_CASE("transport headers too large to be fields are kept as an attachment") {
  const std::string header = "From: b@x.example\r\nX: " + std::string(16 * 1024 * 1024, 'x');

  const test::Part part = read_back(transported(header));

  CHECK(fields(part, "From") == Values{"Ann <ann@example.org>"});
  REQUIRE(part.parts.size() == 2);
  CHECK(part.parts[1].disposition_parameters.at("filename") == "transport-headers.txt");
  CHECK(part.parts[1].content == header);
}

TEST_CASE("transport headers in UTF-16 are read as such") {
  model::Message message = mail();
  const char raw[] = "F\0r\0o\0m\0:\0 \0a\0@\0x\0.\0d\0e\0\r\0\n";
  message.transport_headers = test::body(std::string_view(raw, sizeof(raw)), 1200);

  CHECK(fields(read_back(message), "From") == Values{"a@x.de"});
}

TEST_CASE("a field that lost bytes cut is none: the message's own stands in its place") {
  using namespace std::string_literals;
  model::Message message =
      transported("Received: from a.example\r\nTo: \"Bo"s + std::string(200, '\0'));
  message.recipients = {test::recipient(RecipientKind::To, test::smtp("Bob", "bob@x.example"))};

  const test::Part part = read_back(message);

  CHECK(fields(part, "Received") == Values{"from a.example"});
  CHECK(fields(part, "To") == Values{"Bob <bob@x.example>"});
  CHECK(fields(part, "X-Restante-Rejected") == Values{"To: \"Bo"});
}

TEST_CASE("a hole in the middle of transport headers costs the fields around it, no others") {
  using namespace std::string_literals;
  const test::Part part = read_back(transported(
      "X-One: 1\r\nX-Two: 2\r\n and more"s + std::string(9, '\0') + "Four: 4\r\nX-Five: 5\r\n\0"s));

  CHECK(fields(part, "X-One") == Values{"1"});
  CHECK(fields(part, "X-Two") == Values{});
  CHECK(fields(part, "X-Five") == Values{"5"});
}

TEST_CASE("a NUL that ends transport headers takes no field with it") {
  using namespace std::string_literals;
  CHECK(fields(read_back(transported("X-One: 1\0"s)), "X-One") == Values{"1"});
}
