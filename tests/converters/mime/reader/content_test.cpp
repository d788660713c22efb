#include "formats/bytes/hex.h"
#include "tests/converters/mime/reader/read_mail.h"

using test::content_of;
using test::names_of;
using test::read_mail;
using test::text_of;

namespace {

/// A multipart of that subtype; each part with its header.
std::string multipart(const std::string& subtype, const std::vector<std::string>& parts) {
  std::string text =
      "MIME-Version: 1.0\nContent-Type: multipart/" + subtype + "; boundary=b_" + subtype + "\n\n";
  for (const std::string& part : parts) {
    text += "--b_" + subtype + "\n" + part + "\n";
  }
  return text + "--b_" + subtype + "--\n";
}

const std::string kPng =
    "Content-Type: image/png; name=a.png\nContent-ID: <pic@x>\nContent-Transfer-Encoding: "
    "base64\n\niVBORw==";

}  // namespace

TEST_CASE("the readings of an alternative are one body each") {
  const auto read = read_mail(
      multipart("alternative", {"\nplain", "Content-Type: text/html; charset=koi8-r\n\n<p>\xC1"}));

  CHECK(text_of(read.message.bodies.text) == "plain");
  CHECK(text_of(read.message.bodies.html) == "<p>\xC1");
  CHECK(read.message.bodies.html->code_page == 20866);
  CHECK(read.message.attachments.empty());
}

TEST_CASE("a text that its charset does not explain is told with its place, and its bytes stay") {
  const std::string head = "Content-Type: text/plain; charset=utf-8\n\n";
  const auto read = read_mail(head + "Gr\xFC\xDF");

  CHECK(text_of(read.message.bodies.text) == "Gr\xFC\xDF");
  REQUIRE(names_of(read.message) == std::vector<std::string>{"undecodable-text.bin"});
  CHECK(content_of(read.message.attachments[0].content) == "Gr\xFC\xDF");
  CHECK(test::missing_of(read.message).find(bytes::hex_offset(head.size())) != std::string::npos);
  CHECK(read_mail("Content-Type: text/plain; charset=iso-8859-1\n\nGr\xFC\xDF")
            .message.attachments.empty());
}

TEST_CASE("HTML that its charset does not explain keeps its bytes where they are, with a note") {
  const auto read = read_mail("Content-Type: text/html; charset=utf-8\n\n<p>Gr\xFC\xDF");

  CHECK(read.message.attachments.empty());
  CHECK(read.message.provenance.missing.empty());
  REQUIRE(read.notes.size() == 1);
}

TEST_CASE("what ties the parts of a signed message and of a report together is noted") {
  for (const std::string subtype : {"signed", "report"}) {
    const auto read = read_mail(multipart(subtype, {"\ntext", "Content-Type: application/x\n\nx"}));
    REQUIRE(read.notes.size() == 1);
    CHECK(read.notes[0].find("multipart/" + subtype) != std::string::npos);
    CHECK(read.message.provenance.missing.empty());
  }
}

TEST_CASE("a picture that the HTML shows is hidden, another is listed") {
  const auto read =
      read_mail(multipart("related", {"Content-Type: text/html\n\n<img src=\"cid:pic@x\">", kPng,
                                      "Content-Type: image/gif; name=b.gif\n\nGIF"}));

  REQUIRE(names_of(read.message) == std::vector<std::string>{"a.png", "b.gif"});
  CHECK(read.message.attachments[0].inline_hidden);
  CHECK(read.message.attachments[0].content_id == "pic@x");
  CHECK(content_of(read.message.attachments[0].content) == "\x89PNG");
  CHECK_FALSE(read.message.attachments[1].inline_hidden);
}

TEST_CASE("Q153464 text, file, text: both texts inline in order, and no generated name") {
  const auto read = read_mail(multipart(
      "mixed", {"\nfirst", "Content-Type: application/x-a; name=a.bin\n\nAAA", "\nsecond"}));

  CHECK(text_of(read.message.bodies.text) == "first\r\nsecond");
  CHECK(names_of(read.message) == std::vector<std::string>{"a.bin"});
}

TEST_CASE("HTML and text one behind the other: neither body lacks anything") {
  const auto read =
      read_mail(multipart("mixed", {"Content-Type: text/html; charset=iso-8859-1\n\n<p>caf\xE9</p>",
                                    "\n<footer> & so on"}));

  CHECK(text_of(read.message.bodies.text) == "caf\xC3\xA9\r\n<footer> & so on");
  CHECK(text_of(read.message.bodies.html) ==
        "<p>caf\xC3\xA9</p>\r\n<pre>&lt;footer&gt; &amp; so on</pre>");
}

TEST_CASE("a text with a name, or said to be an attachment, is one") {
  const auto read =
      read_mail(multipart("mixed", {"\nbody", "Content-Type: text/plain; name=notes.txt\n\na\nb\n",
                                    "Content-Disposition: attachment\n\nnameless"}));

  CHECK(text_of(read.message.bodies.text) == "body");
  CHECK(names_of(read.message) == std::vector<std::string>{"notes.txt", ""});
  CHECK(content_of(read.message.attachments[1].content) == "nameless");
}

TEST_CASE("Q184718 a text attachment with bare line feeds has its four bytes") {
  const auto read = read_mail(multipart(
      "mixed",
      {"\nbody",
       "Content-Type: text/plain; name=a.txt\nContent-Transfer-Encoding: base64\n\nYQpiCg=="}));
  CHECK(content_of(read.message.attachments.at(0).content) == "a\nb\n");
}

TEST_CASE("Q234388 an attachment of zero bytes is there") {
  const auto read = read_mail(multipart(
      "mixed",
      {"\nbody", "Content-Type: application/x-a; name=empty\n",
       "Content-Type: application/x-b; name=none\nContent-Transfer-Encoding: base64\n\n"}));
  REQUIRE(names_of(read.message) == std::vector<std::string>{"empty", "none"});
  CHECK(content_of(read.message.attachments[0].content).empty());
  CHECK(content_of(read.message.attachments[1].content).empty());
  CHECK(read.message.provenance.missing.empty());
}

TEST_CASE("Q166573 a path as name is one attachment with the file's name, and the path is kept") {
  const auto read = read_mail(multipart("mixed", {"\nbody",
                                                  "Content-Type: text/plain\nContent-Disposition: "
                                                  "attachment; filename=\"C:\\A\\B.TXT\"\n\nx"}));
  CHECK(names_of(read.message) == std::vector<std::string>{"B.TXT"});
  REQUIRE(read.message.attachments[0].properties.size() == 1);
  const auto& kept =
      std::get<model::Binary>(read.message.attachments[0].properties.items()[0].value);
  CHECK(bytes::as_text(kept).find("C:\\A\\B.TXT") != std::string_view::npos);
}

TEST_CASE("Q152166 a name with a period and blanks is unchanged") {
  const auto read =
      read_mail("Content-Type: application/vnd.ms-excel; name=\"Excel 4.0 Test\"\n\nx");
  CHECK(names_of(read.message) == std::vector<std::string>{"Excel 4.0 Test"});
  CHECK(read.message.attachments[0].properties.empty());
}

TEST_CASE("Q175104 both forks of an AppleDouble are attachments") {
  const auto read = read_mail(multipart(
      "mixed",
      {"\nbody",
       multipart("appledouble", {"Content-Type: application/applefile; "
                                 "name=\"%Letter\"\nContent-Transfer-Encoding: base64\n\nAAUWBw==",
                                 "Content-Type: text/plain; name=Letter\n\ndata fork"})}));

  CHECK(names_of(read.message) == std::vector<std::string>{"%Letter", "Letter"});
  CHECK(content_of(read.message.attachments[0].content) == std::string("\0\5\x16\7", 4));
  CHECK(content_of(read.message.attachments[1].content) == "data fork");
  CHECK(text_of(read.message.bodies.text) == "body");
}

TEST_CASE("Q118487 an Encoding field with hexadecimal lines gives text and a file") {
  const auto read =
      read_mail("From: a@b\nEncoding: 2 TEXT, 3 HEX\n\nline one\nline two\n4865\n6C6C\n6F\n");

  CHECK(text_of(read.message.bodies.text) == "line one\nline two\n");
  REQUIRE(read.message.attachments.size() == 1);
  CHECK(content_of(read.message.attachments[0].content) == "Hello");
  CHECK(read.message.provenance.missing.empty());
}

TEST_CASE("an Encoding field that counts more lines than there are is noted, and all is text") {
  const auto read = read_mail("Encoding: 2 TEXT, 391 HEX\n\none\ntwo\n");
  CHECK(text_of(read.message.bodies.text) == "one\ntwo\n");
  CHECK(read.notes.size() == 1);
}

TEST_CASE("uuencoded files in a text are attachments, the texts around them the body") {
  const auto read = read_mail("From: a@b\n\nbefore\nbegin 644 cat.txt\n#0V%T\n`\nend\nafter\n");
  CHECK(text_of(read.message.bodies.text) == "before\nafter\n");
  REQUIRE(names_of(read.message) == std::vector<std::string>{"cat.txt"});
  CHECK(content_of(read.message.attachments[0].content) == "Cat");
}

TEST_CASE("a signed message can be read, and is kept byte for byte") {
  const std::string text =
      "From: a@b\nContent-Type: multipart/signed; boundary=s\n\n--s\n\nsigned text "
      "\n--s\nContent-Type: application/pgp-signature\n\nSIG\n--s--\n";
  const auto read = read_mail(text);

  CHECK(text_of(read.message.bodies.text) == "signed text ");
  REQUIRE(names_of(read.message) == std::vector<std::string>{"signed.eml"});
  CHECK(read.message.attachments[0].mime_type == "multipart/signed");
  CHECK(content_of(read.message.attachments[0].content) == text);
}

TEST_CASE("reports, partial and encrypted messages keep their parts byte for byte") {
  const auto report = read_mail(multipart(
      "report", {"\nit failed", "Content-Type: message/delivery-status\n\nReporting-MTA: x\n",
                 "Content-Type: message/rfc822\n\nSubject: lost\n\nmail"}));
  CHECK(text_of(report.message.bodies.text) == "it failed");
  REQUIRE(report.message.attachments.size() == 2);
  CHECK(content_of(report.message.attachments[0].content) == "Reporting-MTA: x\n");
  CHECK(report.message.attachments[1].message->subject == "lost");

  const auto partial =
      read_mail("Content-Type: message/partial; id=x; number=1\n\nSubject: inner\n\nhalf");
  CHECK(content_of(partial.message.attachments.at(0).content) == "Subject: inner\n\nhalf");

  const std::string encrypted =
      multipart("encrypted", {"Content-Type: application/pgp-encrypted\n\nVersion: 1",
                              "Content-Type: application/octet-stream\n\nXXX"});
  CHECK(content_of(read_mail(encrypted).message.attachments.at(0).content) == encrypted);
}

TEST_CASE("a message in a message is read like any, also when it is encoded") {
  const auto read = read_mail(multipart(
      "mixed", {"\nsee", "Content-Type: message/rfc822\n\nSubject: inner\nFrom: c@d\n\nits text",
                "Content-Type: message/rfc822; name=m.eml\nContent-Transfer-Encoding: "
                "base64\n\nU3ViamVjdDogYjY0Cgp4"}));

  REQUIRE(read.message.attachments.size() == 2);
  const auto& inner = read.message.attachments[0];
  CHECK(inner.kind == model::AttachmentKind::Embedded);
  CHECK(inner.content == nullptr);
  CHECK(inner.message->subject == "inner");
  CHECK(text_of(inner.message->bodies.text) == "its text");
  CHECK(read.message.attachments[1].message->subject == "b64");
  CHECK(text_of(read.message.attachments[1].message->bodies.text) == "x");
}

TEST_CASE("messages nested deeper than the limit are files, and said to be") {
  std::string text = "Subject: innermost\n\nend";
  for (int i = 0; i < 40; ++i) {
    text.insert(0, "Subject: " + std::to_string(i) + "\nContent-Type: message/rfc822\n\n");
  }
  const auto read = read_mail(text);
  const model::Message* message = &read.message;
  while (message->attachments.at(0).message != nullptr) {
    message = message->attachments[0].message.get();
  }
  CHECK(content_of(message->attachments[0].content).find("innermost") != std::string::npos);
  CHECK(test::missing_of(read.message).find("nested deeper") != std::string::npos);
}

TEST_CASE("a fault that repeats is told once with its number, its place in a few words") {
  std::string parts = "Subject: s\n";
  for (int i = 0; i < 50; ++i) {
    const std::string boundary = "b" + std::to_string(i) + "x";
    parts += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
  }
  const auto missing = test::missing_of(read_mail(parts + "\nend").message);
  CHECK(missing == "MIME structure: x.eml: multipart.close-delimiter: cut off at " +
                       bytes::hex_offset(parts.size() + 4) + "+0, the first of 50\n");

  std::string messages;
  for (int i = 0; i < 500; ++i) {
    messages += "Content-Type: message/rfc822\n\n";
  }
  const auto nested = test::missing_of(read_mail(messages + "Subject: s\n\nend").message);
  CHECK(std::ranges::count(nested, '\n') == 2);
  CHECK(nested.size() < 1000);
  CHECK(nested.find("attachment 1: \xE2\x80\xA6: ") == 0);
  CHECK(nested.find("entity.depth") != std::string::npos);
}

TEST_CASE("damage is named with its file and place, and what decodes is there") {
  const auto cut = read_mail(
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n--b\nContent-Type: "
      "application/x-a; name=a\nContent-Transfer-Encoding: base64\n\nSGVsbG8gd29ybG");
  CHECK(text_of(cut.message.bodies.text) == "text");
  CHECK(content_of(cut.message.attachments.at(0).content) == "Hello worl");
  CHECK(cut.message.provenance.state == model::State::Partial);
  CHECK(test::missing_of(cut.message) ==
        "attachment 1: content: the encoded text breaks off in x.eml at 0x90\n"
        "MIME structure: x.eml: multipart.close-delimiter: cut off at 0x90+0\n");

  const auto bad =
      read_mail("Content-Type: application/x-a\nContent-Transfer-Encoding: base64\n\nSGVs*G8=");
  CHECK(content_of(bad.message.attachments.at(0).content) ==
        "Hel" + std::string("\x1B\xC0").substr(0, 1));
  CHECK(
      test::missing_of(bad.message).find("1 characters that the transfer encoding does not have") !=
      std::string::npos);
}

TEST_CASE("a header that was written over makes its message partial, a line without a colon not") {
  using namespace std::string_literals;
  CHECK(test::missing_of(read_mail("Subject: s\n\x01\x02\n\nbody").message) ==
        "MIME structure: x.eml: 2 bytes at 0xB are no header fields: something was written over "
        "here\n");
  CHECK(test::missing_of(read_mail("Subject: a\0b\n\nbody"s).message) ==
        "MIME structure: x.eml: 1 byte at 0xA is zero: something was written over here\n");
  const auto plain = read_mail("Subject: s\nno colon\n\nbody");
  CHECK(plain.message.provenance.state == model::State::Intact);
  CHECK(plain.notes.size() == 1);
}

TEST_CASE("a message without any header field is partial, and UTF-16 is called by its name") {
  CHECK(test::missing_of(read_mail("just text\n").message) ==
        "MIME structure: x.eml: it has no header field\n");
  using namespace std::string_literals;
  CHECK(test::missing_of(read_mail("\xFF\xFE\x46\0r\0o\0m\0:\0"s).message) ==
        "MIME structure: x.eml: it has no header field: it is text in UTF-16; save it as UTF-8 to "
        "have it read\n");
}

TEST_CASE(
    "8-bit text without a charset: --charset, a meta, the other parts, UTF-8, 1252 with a note") {
  const auto page = [](const std::string& text, std::uint32_t charset = 0) {
    const auto read = read_mail(text, charset);
    const auto& bodies = read.message.bodies;
    return std::pair((bodies.html ? *bodies.html : *bodies.text).code_page, read.notes.size());
  };
  CHECK(page("A: b\n\ncaf\xE9") == std::pair(1252U, std::size_t{1}));
  CHECK(page("A: b\n\ncaf\xE9", 850) == std::pair(850U, std::size_t{0}));
  CHECK(page("A: b\n\ncaf\xC3\xA9") == std::pair(65001U, std::size_t{0}));
  CHECK(page("Content-Type: text/html\n\n<meta charset=koi8-r>\xC1") ==
        std::pair(20866U, std::size_t{0}));
  CHECK(page("Content-Type: text/plain; charset=x-klingon\n\n\xE9") ==
        std::pair(1252U, std::size_t{1}));
  CHECK(page("Content-Type: text/plain; charset=us-ascii\n\n\xE9") ==
        std::pair(1252U, std::size_t{1}));
  CHECK(page("Content-Type: text/plain; charset=iso-8859-2\n\n\xE9") ==
        std::pair(28592U, std::size_t{0}));
}

TEST_CASE("what a multipart says outside its parts is kept, but for the sentence about MIME") {
  const auto text = [](const std::string& preamble, const std::string& epilogue) {
    return "Content-Type: multipart/mixed; boundary=b\n\n" + preamble + "\n--b\n\nbody\n--b--\n" +
           epilogue;
  };
  CHECK(names_of(read_mail(text("This is a multi-part message in MIME format.", "\n")).message)
            .empty());
  CHECK(names_of(read_mail(text("Notes on MIME, by Ann", "\n")).message).size() == 1);
  CHECK(names_of(
            read_mail(text("This is a multi-part message in MIME format.\n" + std::string(600, 'x'),
                           "\n"))
                .message)
            .size() == 1);
  const auto read = read_mail(text("a secret", "-- \nfooter of a list\n"));
  REQUIRE(names_of(read.message) == std::vector<std::string>{"preamble.txt", "epilogue.txt"});
  CHECK(content_of(read.message.attachments[1].content) == "-- \nfooter of a list\n");
}
