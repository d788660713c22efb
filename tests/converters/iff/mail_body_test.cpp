#include "converters/mapi/own_set.h"
#include "tests/converters/iff/converted.h"

using test::IffSink;
using test::MadeSet;

TEST_CASE(
    "KB838799 a body that is a stream of Internet mail is read as that, other text stays text") {
  const std::string mail =
      "From: Ann <ann@x.example>\r\nTo: cy@x.example\r\nSubject: of the mail\r\n"
      "Message-ID: <1@x.example>\r\nDate: Tue, 6 May 1997 15:10:00 +0200\r\n"
      "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
      "--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n"
      "--b\r\nContent-Type: application/octet-stream; name=a.bin\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\nAAEC\r\n--b--\r\n";
  const std::string text = "Where: here\r\nWhen: now\r\n\r\nCome all.";
  MadeSet set;
  set.add_message("of the row", mail);
  set.add_message("text", text);

  const IffSink sink = set.convert();

  const model::Message& read = sink.messages.at(0);
  CHECK(read.subject == "of the row");
  CHECK(read.from->name == "Ann");
  CHECK(read.recipients.at(0).address.name == "Bo");
  CHECK(read.message_id == "<1@x.example>");
  CHECK(read.sent == model::OptionalTimestamp(model::Instant{8'629'242'000'000'000}));
  CHECK(IffSink::text(read.bodies.text->content) == "Hello");
  CHECK(read.attachments.at(0).long_name == "a.bin");
  CHECK(IffSink::text(read.attachments[0].content) == std::string("\0\1\2", 3));
  CHECK(read.transport_headers.has_value());
  CHECK(read.provenance.state == model::State::Intact);
  const auto* kept = read.properties.find(
      model::PropertyName{.set = {.bytes = convert::mapi::kOwnSet}, .id = std::string("IffMail")});
  REQUIRE(kept != nullptr);
  CHECK(IffSink::text(std::get<model::LargeValue>(kept->value).blob) == mail);
  CHECK(IffSink::text(sink.messages.at(1).bodies.text->content) == text);
}

TEST_CASE("KB838799 the kind of an item in a TNEF stream counts, and its properties are told") {
  // The class IPM.Contact and the subject "inner".
  MadeSet set;
  set.add_message("of the row",
                  "From: a@x.example\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
                  "Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                  "eJ8+IgEAAQiABwAMAAAASVBNLkNvbnRhY3QA4AMBBIABAAYAAABpbm5lcgAcAg==\r\n");

  const IffSink sink = set.convert();

  CHECK(sink.messages.at(0).message_class == "IPM.Contact");
  CHECK(sink.messages[0].subject == "of the row");
  CHECK(sink.has_note("properties of its TNEF stream are in IffMail alone"));
}

TEST_CASE("KB838799 damage of Internet mail in a body is missing of its message, with its place") {
  MadeSet set;
  set.add_message("s",
                  "From: a@x.example\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
                  "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello");

  const IffSink sink = set.convert();

  CHECK(sink.messages.at(0).provenance.state == model::State::Partial);
  CHECK(sink.messages[0].provenance.missing.at(0).why.find("A.SEC(50)") != std::string::npos);
}
