#include <catch2/catch.hpp>

#include "tests/converters/mime/mail.h"

using test::mail;
using test::read_back;
using test::shape;

TEST_CASE("a text in a code page becomes UTF-8") {
  model::Message message = mail();
  message.bodies.text = test::body("Gr\xFC\xDF\r\n", 1252);

  const test::Part part = read_back(message);

  CHECK(part.type_parameters.at("charset") == "utf-8");
  CHECK(part.content == "Gr\xC3\xBC\xC3\x9F\r\n");
  CHECK(part.field("X-Restante-Undecodable") == "(none)");
}

TEST_CASE("what a code page cannot explain is marked in the text and counted, and its bytes stay") {
  model::Message message = mail();
  message.bodies.text = test::body(
      "a\xFC"
      "b\xDF",
      20127);
  message.undecodable = 3;

  const test::Part part = read_back(message);

  REQUIRE(shape(part) == "multipart/mixed(text/plain,application/octet-stream)");
  CHECK(part.parts[0].content ==
        "a\xEF\xBF\xBD"
        "b\xEF\xBF\xBD");
  CHECK(part.parts[1].content ==
        "a\xFC"
        "b\xDF");
  CHECK(part.field("X-Restante-Undecodable") == "5");
}

TEST_CASE("a text too large to keep is decoded piece by piece to the same end") {
  std::string large;
  std::string expected;
  for (int i = 0; i < 70'000; ++i) {
    large += "0123456789 \x93\xFA\x96{ abcdefghijklmnopqrstuvwxyz 0123456789 abcdefghij\r\n";
    expected +=
        "0123456789 \xE6\x97\xA5\xE6\x9C\xAC abcdefghijklmnopqrstuvwxyz 0123456789 abcdefghij\r\n";
  }
  model::Message message = mail();
  message.bodies.text = test::body(large, 932);

  CHECK(read_back(message).content == expected);
}

TEST_CASE("HTML keeps the bytes of its own code page") {
  model::Message message = mail();
  message.bodies.html = test::body(
      "<p>Gr\xFC\xDF"
      "e</p>\r\n",
      1252);

  const test::Part part = read_back(message);

  CHECK(shape(part) == "multipart/alternative(text/plain,text/html)");
  CHECK(part.parts[1].type_parameters.at("charset") == "windows-1252");
  CHECK(part.parts[1].content ==
        "<p>Gr\xFC\xDF"
        "e</p>\r\n");
}

TEST_CASE("HTML in a code page mail has no name for becomes UTF-8") {
  model::Message message = mail();
  const char utf16[] = "<\0p\0>\0\xFC\0";
  message.bodies.html = test::body(std::string_view(utf16, 8), 1200);

  const test::Part html = read_back(message).parts[1];

  CHECK(html.type_parameters.at("charset") == "utf-8");
  CHECK(html.content == "<p>\xC3\xBC");
}

TEST_CASE("no body at all is an empty text") {
  model::Message message = mail();
  message.bodies = {};

  const test::Part part = read_back(message);

  CHECK(part.type == "text/plain");
  CHECK(part.content.empty());
}

TEST_CASE("RTF that encapsulates HTML becomes that HTML and nothing else") {
  model::Message message = mail();
  message.bodies = {};
  message.bodies.rtf =
      test::body("{\\rtf1\\ansi\\fromhtml1 \\deff0{\\*\\htmltag64 <b>}hello{\\*\\htmltag72 </b>}}");

  const test::Part part = read_back(message);

  CHECK(part.type == "text/html");
  CHECK(part.content.find("<b>hello</b>") != std::string::npos);
}

TEST_CASE("plain RTF becomes a text, and the RTF itself is kept") {
  const std::string rtf = "{\\rtf1\\ansi\\deff0 Hello {\\b bold} world\\par}";
  model::Message message = mail();
  message.bodies = {};
  message.bodies.rtf = test::body(rtf);

  const test::Part part = read_back(message);

  CHECK(shape(part) == "multipart/mixed(text/plain,application/rtf)");
  CHECK(part.parts[0].content.find("Hello bold world") != std::string::npos);
  CHECK(part.parts[1].disposition_parameters.at("filename") == "body.rtf");
  CHECK(part.parts[1].content == rtf);
}

TEST_CASE("pictures that HTML shows are related to it, other attachments are not") {
  model::Message message = mail();
  message.bodies.html = test::body("<img src=\"CID:pic%401\"><a href=\"http://x\">");
  message.attachments = {test::attachment("a.png", "PNG"), test::attachment("b.png", "other")};
  message.attachments[0].content_id = "pic@1";
  message.attachments[1].content_id = "pic@2";

  const test::Part part = read_back(message);

  CHECK(shape(part) ==
        "multipart/mixed(multipart/related(multipart/alternative(text/plain,text/html),image/png),"
        "image/png)");
  const test::Part& related = part.parts[0];
  CHECK(related.type_parameters.at("type") == "multipart/alternative");
  CHECK(related.parts[1].field("Content-ID") == "<pic@1>");
  CHECK(related.parts[1].disposition == "inline");
  CHECK(part.parts[1].disposition == "attachment");
}
