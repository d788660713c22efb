#include "formats/mime/reader/message_reader.h"

#include <catch2/catch.hpp>

#include "formats/mime/reader/parameters.h"
#include "tests/formats/mime/reader/read.h"

using bytes::DamageKind;
using test::decoded;
using test::fields_of;
using test::raw;
using test::read;
using test::shape;

namespace {

const std::string kMixed =
    "From: ann@example.org\r\n"
    "Content-Type: multipart/mixed; boundary=\"b 1\"\r\n"
    "\r\n"
    "for old readers\r\n"
    "--b 1\r\n"
    "\r\n"
    "text\r\n"
    "--b 1\r\n"
    "Content-Type: image/png\r\n"
    "Content-Transfer-Encoding: base64\r\n"
    "\r\n"
    "iVBORw==\r\n"
    "--b 1--\r\n"
    "behind\r\n";

}  // namespace

TEST_CASE("a multipart's parts, preamble and epilogue are where they lie in the file") {
  const auto message = read(kMixed, 100);

  CHECK(shape(message->part) == "multipart/mixed(text/plain,image/png)");
  CHECK(message->damage.items().empty());
  CHECK(message->part.preamble == "for old readers");
  CHECK(message->part.epilogue == "behind\r\n");
  const mime::ReadPart& text = message->part.parts[0];
  CHECK(raw(text.body) == "text");
  CHECK(text.body_offset() == 100 + kMixed.find("text\r\n"));
  CHECK(text.offset == 100 + kMixed.find("\r\ntext"));
  CHECK(decoded(message->part.parts[1]) == "\x89PNG");
  CHECK(raw(message->part.whole) == kMixed);
}

TEST_CASE("lines may end with LF, CR or CR CR LF") {
  for (const std::string end : {"\n", "\r", "\r\r\n"}) {
    std::string text;
    for (const char c : kMixed) {
      text += c == '\r' ? "" : c == '\n' ? end : std::string(1, c);
    }
    const auto message = read(text);

    CHECK(shape(message->part) == "multipart/mixed(text/plain,image/png)");
    CHECK(decoded(message->part.parts[1]) == "\x89PNG");
    CHECK(*message->part.field("from") == "ann@example.org");
  }
}

TEST_CASE("a part that an outer delimiter ends is whole, and the missing delimiter is told") {
  const auto message = read(
      "Content-Type: multipart/mixed; boundary=out\n\n"
      "--out\nContent-Type: multipart/alternative; boundary=in\n\n"
      "--in\n\nplain\n"
      "--out\nContent-Type: text/html\n\n<p>\n--out--\n");

  CHECK(shape(message->part) == "multipart/mixed(multipart/alternative(text/plain),text/html)");
  CHECK(fields_of(message->damage) == std::vector<std::string>{"multipart.close-delimiter"});
  CHECK(raw(message->part.parts[0].parts[0].body) == "plain");
}

TEST_CASE("the end of the file ends a part, and is told with its place") {
  const std::string text = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhalf a te";
  const auto message = read(text, 7);

  REQUIRE(message->part.parts.size() == 1);
  CHECK(raw(message->part.parts[0].body) == "half a te");
  CHECK(message->damage.items() ==
        std::vector<bytes::Damage>{{.offset = 7 + text.size(),
                                    .length = 0,
                                    .kind = bytes::DamageKind::Truncated,
                                    .field = "multipart.close-delimiter"}});
}

TEST_CASE("a multipart without its boundary is a leaf with all its text") {
  for (const std::string type : {"multipart/mixed", "multipart/mixed; boundary=other"}) {
    const auto message = read("Content-Type: " + type + "\n\n--b\n\ntext\n--b--\n");

    CHECK(message->part.parts.empty());
    CHECK(message->part.is_kept_whole);
    CHECK(raw(message->part.body) == "--b\n\ntext\n--b--\n");
    CHECK(fields_of(message->damage) == std::vector<std::string>{"multipart.boundary"});
  }
}

TEST_CASE("a boundary that is the beginning of another parts nothing of it") {
  const auto message = read(
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: multipart/mixed; boundary=b1\n\n--b1\n\none\n--b1\n\ntwo\n--b1--\n--b--\n");

  CHECK(shape(message->part) == "multipart/mixed(multipart/mixed(text/plain,text/plain))");
  CHECK(message->damage.items().empty());
}

TEST_CASE("a message in a message has its own header, and digests hold messages by default") {
  const auto message = read(
      "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: one\n\n1\n"
      "--b\n\nSubject: two\n\n2\n--b--\n");

  CHECK(shape(message->part) ==
        "multipart/digest(message/rfc822(text/plain),message/rfc822(text/plain))");
  REQUIRE(message->part.parts.size() == 2);
  CHECK(message->part.parts[1].is_message());
  CHECK(*message->part.parts[1].parts[0].field("Subject") == "two");
  CHECK(raw(message->part.parts[1].parts[0].body) == "2");
}

TEST_CASE("a line without a colon costs the header nothing else") {
  const auto message = read("From: a@b\ngarbage here\nSubject: s\n\nbody\n");

  CHECK(*message->part.field("Subject") == "s");
  CHECK(message->part.fields.rejected == std::vector<std::string>{"garbage here"});
  CHECK(raw(message->part.body) == "body\n");
  CHECK(fields_of(message->damage) == std::vector<std::string>{"header.field"});
}

TEST_CASE("a part that begins with its text has no header, and loses no line") {
  const auto message =
      read("Content-Type: multipart/mixed; boundary=b\n\n--b\nno header\n\nmore\n--b--\n");

  REQUIRE(message->part.parts.size() == 1);
  CHECK(raw(message->part.parts[0].body) == "no header\n\nmore");
  CHECK(message->part.parts[0].header.empty());
  CHECK(fields_of(message->damage) == std::vector<std::string>{"header"});
}

TEST_CASE("a part may end within its header") {
  const auto message =
      read("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/gif\n--b--\n");

  CHECK(shape(message->part) == "multipart/mixed(image/gif)");
  CHECK(message->part.parts[0].body.empty());
}

TEST_CASE("NULs in a header are told with their place, and cost no other octet") {
  using namespace std::string_literals;
  const auto message = read("Subject: a\0b\n\nc\0d\n"s);

  CHECK(*message->part.field("Subject") == "a\0b"s);
  CHECK(raw(message->part.body) == "c\0d\n"s);
  CHECK(message->damage.items() ==
        std::vector<bytes::Damage>{
            {.offset = 10, .length = 1, .kind = DamageKind::Inconsistent, .field = "header.nul"}});
}

TEST_CASE("lines of a header that hold control characters were written over") {
  const std::string noise = "\x01noise\nplain\nmore\x02";
  const auto message = read("From: a@b\n" + noise + "\nSubject: s\n\nbody\n", 100);

  CHECK(*message->part.field("Subject") == "s");
  CHECK(message->damage.items() == std::vector<bytes::Damage>{{.offset = 110,
                                                               .length = noise.size(),
                                                               .kind = DamageKind::Inconsistent,
                                                               .field = "header.overwritten"}});
  CHECK(fields_of(read("From: a@b\nwith a\ttab\n\n")->damage) ==
        std::vector<std::string>{"header.field"});
}

TEST_CASE("a hole of zeros in a text or in encoded content is told, in binary content it is none") {
  const std::string hole(512, '\0');
  const auto text = read("From: a@b\n\ntext" + hole + "\n");
  CHECK(text->damage.items() ==
        std::vector<bytes::Damage>{
            {.offset = 15, .length = 512, .kind = DamageKind::Inconsistent, .field = "body.nul"}});
  const std::string type = "Content-Type: application/x-a\n";
  CHECK(fields_of(read(type + "Content-Transfer-Encoding: base64\n\nAA" + hole)->damage) ==
        std::vector<std::string>{"body.nul"});
  CHECK(read(type + "\nAA" + hole)->damage.items().empty());
}

TEST_CASE("other bytes written over a text or a header are told with the byte") {
  const std::string fill(64, '\xF6');
  CHECK(read("From: a@b\n\ntext" + fill + "\n")->damage.items() ==
        std::vector<bytes::Damage>{{.offset = 15,
                                    .length = 64,
                                    .kind = DamageKind::Inconsistent,
                                    .field = "body.fill",
                                    .found = 0xF6}});
  CHECK(read("From: a@b\nSubject: " + fill + "\n\ntext\n")->damage.items().front() ==
        bytes::Damage{.offset = 19,
                      .length = 64,
                      .kind = DamageKind::Inconsistent,
                      .field = "header.overwritten",
                      .found = 0xF6});
}

TEST_CASE("zeros before and behind the parts of a multipart are told, in wide text they are text") {
  const std::string hole(4, '\0');
  const std::string type = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n";
  CHECK(fields_of(read(type + hole + "\n--b\n\ntext\n--b--\n")->damage) ==
        std::vector<std::string>{"body.nul"});
  CHECK(fields_of(read(type + "--b\n\ntext\n--b--\n" + hole)->damage) ==
        std::vector<std::string>{"body.nul"});
  CHECK(read("Content-Type: text/plain; charset=utf-16le\n\na" + hole + "a\n")
            ->damage.items()
            .empty());
}

TEST_CASE("a message that ends within a line of its header was cut off there") {
  CHECK(fields_of(read("From: a@b\nSubj")->damage).back() == "header.field");
  CHECK(fields_of(read("From: a@b\nSubject: x ")->damage) ==
        std::vector<std::string>{"header.end"});
  CHECK(read("From: a@b\nSubject: x\n")->damage.items().empty());
}

TEST_CASE("a message without any header field is told, and all of it is text") {
  for (const std::string text : {"just text\n\nmore\n", "\n\ntext"}) {
    const auto message = read(text);
    CHECK(fields_of(message->damage) == std::vector<std::string>{"message.header"});
  }
  CHECK(raw(read("just text\n\nmore\n")->part.body) == "just text\n\nmore\n");
}

TEST_CASE("what is nested deeper than the limit stays the bytes it is") {
  std::string text;
  std::string end;
  for (std::size_t i = 0; i < mime::kMaxReadDepth + 10; ++i) {
    const std::string boundary = "b" + std::to_string(i) + "x";
    text += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
    end.insert(0, "\n--" + boundary + "--\n");
  }
  const auto message = read(text + "\ninnermost" + end);

  const mime::ReadPart* part = &message->part;
  std::size_t depth = 0;
  while (!part->parts.empty()) {
    part = &part->parts.front();
    ++depth;
  }
  CHECK(depth == mime::kMaxReadDepth);
  CHECK(part->is_kept_whole);
  CHECK(raw(part->body).find("innermost") != std::string::npos);
  CHECK(fields_of(message->damage).front() == "entity.depth");
}

TEST_CASE("parts beyond the limit are kept as one") {
  std::string text = "Content-Type: multipart/mixed; boundary=b\n\n";
  for (std::size_t i = 0; i < mime::kMaxReadParts + 5; ++i) {
    text += "--b\n\n" + std::to_string(i) + "\n";
  }
  const auto message = read(text + "--b--\n");

  const mime::ReadPart& last = message->part.parts.back();
  CHECK(last.is_kept_whole);
  CHECK(raw(last.body).find(std::to_string(mime::kMaxReadParts + 4)) != std::string::npos);
  CHECK(fields_of(message->damage) == std::vector<std::string>{"entity.parts"});
}

TEST_CASE("a line beyond the limit of headers ends its header, and begins the body") {
  const std::string line = "X-Long: " + std::string(mime::kMaxReadHeader, 'x') + "\n";
  const auto message = read("Subject: s\n" + line + "\nbody");

  CHECK(raw(message->part.header) == "Subject: s\n");
  CHECK(raw(message->part.body) == line + "\nbody");
  CHECK(fields_of(message->damage) == std::vector<std::string>{"header.size"});
}

TEST_CASE("a header beyond the limit goes on in the body") {
  std::string text = "Subject: s\n";
  while (text.size() <= mime::kMaxReadHeader) {
    text += "X-Filler: " + std::string(900, 'x') + "\n";
  }
  const auto message = read(text + "To: a@b\n\nbody");

  CHECK(message->part.header.size() + message->part.body.size() == message->text.size());
  CHECK(raw(message->part.body).find("To: a@b\n\nbody") != std::string::npos);
  CHECK(fields_of(message->damage) == std::vector<std::string>{"header.size"});
}

TEST_CASE("the first Content-Type counts, and that there are two is told") {
  const auto message = read("Content-Type: text/html\nContent-Type: text/plain\n\nx");

  CHECK(message->part.type.value == "text/html");
  CHECK(fields_of(message->damage) == std::vector<std::string>{"Content-Type.count"});
}

TEST_CASE("parameters beyond their limit are told") {
  const std::string name = std::string(mime::kMaxParameterText, 'x');
  CHECK(fields_of(read("Content-Type: image/gif; name=" + name + "\n\n")->damage) ==
        std::vector<std::string>{"parameters.size"});
}

TEST_CASE("a transfer encoding nobody knows leaves the bytes and is told") {
  const auto message = read("Content-Transfer-Encoding: x-rot13\n\nuryyb");

  CHECK(message->part.coding == mime::Coding::Unknown);
  CHECK(decoded(message->part) == "uryyb");
  CHECK(fields_of(message->damage) == std::vector<std::string>{"Content-Transfer-Encoding"});
}
