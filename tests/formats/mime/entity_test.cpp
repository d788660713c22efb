#include "formats/mime/entity.h"

#include <catch2/catch.hpp>

#include "entities.h"
#include "mime_decoder.h"

using test::attachment;
using test::below;
using test::decode_message;
using test::multipart;
using test::nested;
using test::text_leaf;
using test::written;

namespace {

std::string body_of(const std::string& message) {
  return message.substr(message.find("\r\n\r\n") + 4);
}

std::string encoding_of(const mime::Entity& entity) {
  return decode_message(written(entity)).encoding;
}

/// What a text leaf's content reads as: every line end is CRLF.
std::string with_crlf(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' && i > 0 && text[i - 1] == '\r') {
      continue;
    }
    out += text[i] == '\r' || text[i] == '\n' ? "\r\n" : std::string(1, text[i]);
  }
  return out;
}

std::string content_of(const mime::Entity& leaf) {
  auto content = bytes::read_all_text(*leaf.content, 1U << 26U);
  REQUIRE(content);
  const bool as_it_is = leaf.encoding == mime::TransferEncoding::Base64;
  return as_it_is ? *content : with_crlf(*content);
}

/// `part` is what `entity` says, all the way down.
void check_same(const mime::Entity& entity, const test::Part& part) {
  CHECK(part.type == entity.content_type.type);
  for (const auto& parameter : entity.content_type.parameters) {
    CHECK(part.type_parameters.at(parameter.name) == parameter.value);
  }
  for (const auto& parameter : entity.disposition_parameters) {
    CHECK(part.disposition_parameters.at(parameter.name) == parameter.value);
  }
  if (entity.content) {
    CHECK(part.content == content_of(entity));
    return;
  }
  const auto& below_it = entity.parts.empty() ? entity.nested : entity.parts;
  REQUIRE(part.parts.size() == below_it.size());
  for (std::size_t i = 0; i < below_it.size(); ++i) {
    check_same(below_it[i], part.parts[i]);
  }
}

bytes::Error error_of(const mime::Entity& entity) {
  const auto result =
      mime::write_entity(entity, "s", [](std::string_view) { return bytes::Result<void>(); });
  REQUIRE_FALSE(result);
  return result.error();
}

}  // namespace

TEST_CASE("a short ASCII text is written as 7bit with CRLF line ends") {
  CHECK(written(text_leaf("one\ntwo\r\nthree\rfour", "us-ascii")) ==
        "MIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=us-ascii\r\n"
        "Content-Transfer-Encoding: 7bit\r\n"
        "\r\n"
        "one\r\ntwo\r\nthree\r\nfour");
}

TEST_CASE("text is 7bit up to lines of 998 octets") {
  CHECK(encoding_of(text_leaf(std::string(998, 'x') + "\r\n")) == "7bit");
  CHECK(encoding_of(text_leaf(std::string(999, 'x') + "\r\n")) == "quoted-printable");
  CHECK(encoding_of(text_leaf(std::string("a\0b", 3))) == "quoted-printable");
}

TEST_CASE("mostly ASCII is quoted-printable, mostly not is base64") {
  CHECK(body_of(written(text_leaf("x = 1; sch\xC3\xB6ne Gr\xC3\xBC"
                                  "ezi aus dem Norden\n"))) ==
        "x =3D 1; sch=C3=B6ne Gr=C3=BCezi aus dem Norden\r\n");
  CHECK(encoding_of(text_leaf("\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E\n")) == "base64");
}

TEST_CASE("a line that an mbox reader would take for a separator is escaped") {
  CHECK(body_of(written(text_leaf("x\nFrom here\nFrom: there\n"))) ==
        "x\r\n=46rom here\r\nFrom: there\r\n");
}

TEST_CASE("a line that begins like a boundary is escaped") {
  CHECK(body_of(written(text_leaf("--=_0123\n"))) == "--=3D_0123\r\n");
}

TEST_CASE("white space at the end of a quoted-printable line is escaped") {
  CHECK(body_of(written(text_leaf("\xC3\xA4 \n\t\nx "))) == "=C3=A4=20\r\n=09\r\nx=20");
}

TEST_CASE("quoted-printable lines have at most 76 characters") {
  std::string text;
  for (std::size_t size = 60; size < 90; ++size) {
    text += std::string(size, 'x') + " \n" + std::string(size, 'y') + "\xC3\xA4\n";
  }

  const std::string body = body_of(written(text_leaf(text)));

  CHECK(test::decode_quoted_printable(body) == with_crlf(text));
  for (std::size_t at = 0; at < body.size(); at = body.find("\r\n", at) + 2) {
    CHECK(body.find("\r\n", at) - at <= 76);
  }
}

TEST_CASE("Q184718 a text attachment with bare line feeds keeps its exact bytes") {
  auto leaf = attachment("a\nb\n", "a.txt");
  leaf.content_type.type = "text/plain";

  CHECK(decode_message(written(leaf)).content == "a\nb\n");
}

TEST_CASE("Q180180 a text without a last line end keeps its last bytes") {
  const auto message = multipart("mixed", {text_leaf("last words"), attachment("end", "x")});

  const auto part = decode_message(written(message));

  CHECK(part.parts.at(0).content == "last words");
  CHECK(part.parts.at(1).content == "end");
}

TEST_CASE("Q234388 an attachment of no bytes is there") {
  const auto message =
      multipart("mixed", {text_leaf("x"), attachment("", "empty.txt"), attachment("y", "y")});

  const auto part = decode_message(written(message));

  REQUIRE(part.parts.size() == 3);
  CHECK(part.parts.at(1).disposition_parameters.at("filename") == "empty.txt");
  CHECK(part.parts.at(1).content.empty());
  CHECK(part.parts.at(2).content == "y");
}

TEST_CASE("text in 16-bit units is not touched") {
  const std::string wide("a\0\n\0", 4);
  CHECK(decode_message(written(text_leaf(wide, "UTF-16LE"))).content == wide);
}

TEST_CASE("contents of every size around the chunk's come back") {
  constexpr std::size_t kChunk = 57 * 1024;
  for (const std::size_t size : {1U, 2U, 3U, 56U, 57U, 58U, 114U, 1000000U}) {
    for (const std::size_t around : {std::size_t{0}, kChunk - 57, kChunk * 4 - 1}) {
      std::string content(around + size, '\0');
      test::Random random(static_cast<unsigned>(content.size()));
      std::generate(content.begin(), content.end(),
                    [&] { return static_cast<char>(below(random, 256)); });

      CHECK(decode_message(written(attachment(content, "x"))).content == content);
      CHECK(decode_message(written(text_leaf(content))).content == with_crlf(content));
    }
  }
}

TEST_CASE("long ASCII text comes back across chunks") {
  std::string text;
  for (int i = 0; text.size() < 200'000; ++i) {
    text += "line " + std::to_string(i) + (i % 3 == 0 ? "\r\n" : i % 3 == 1 ? "\n" : "\r");
  }
  const std::string message = written(text_leaf(text));
  CHECK(decode_message(message).encoding == "7bit");
  CHECK(decode_message(message).content == with_crlf(text));
}

TEST_CASE("a multipart has a delimiter before each part and a closing one") {
  const std::string message = written(multipart("mixed", {text_leaf("a"), text_leaf("b")}));
  const std::string boundary = decode_message(message).type_parameters.at("boundary");

  CHECK(boundary.starts_with("=_"));
  CHECK(body_of(message) == "--" + boundary +
                                "\r\nContent-Type: text/plain; charset=utf-8\r\n"
                                "Content-Transfer-Encoding: 7bit\r\n\r\na\r\n--" +
                                boundary +
                                "\r\nContent-Type: text/plain; charset=utf-8\r\n"
                                "Content-Transfer-Encoding: 7bit\r\n\r\nb\r\n--" +
                                boundary + "--\r\n");
}

TEST_CASE("boundaries follow from the seed and the place in the tree") {
  const auto message = multipart("mixed", {multipart("related", {text_leaf("a")}),
                                           nested(multipart("mixed", {text_leaf("b")}))});
  const auto part = decode_message(written(message));
  const std::string outer = part.type_parameters.at("boundary");
  const std::string first = part.parts.at(0).type_parameters.at("boundary");
  const std::string second = part.parts.at(1).parts.at(0).type_parameters.at("boundary");

  CHECK(written(message) == written(message));
  CHECK(outer != first);
  CHECK(first != second);
  CHECK(outer != second);
  std::string other;
  REQUIRE(mime::write_entity(message, "another seed", [&](std::string_view text) {
    other += text;
    return bytes::Result<void>();
  }));
  CHECK(other.find(outer) == std::string::npos);
}

TEST_CASE("a nested message is a message of its own, never base64") {
  auto inner = text_leaf("inside");
  inner.fields = {{.name = "Subject", .value = "inner", .verbatim = false}};

  const auto part = decode_message(written(multipart("mixed", {nested(inner)})));

  CHECK(part.parts.at(0).encoding == "7bit");
  CHECK(part.parts.at(0).field("MIME-Version") == "(none)");
  CHECK(part.parts.at(0).parts.at(0).field("MIME-Version") == "1.0");
  CHECK(part.parts.at(0).parts.at(0).field("Subject") == "inner");
  CHECK(part.parts.at(0).parts.at(0).content == "inside");
}

TEST_CASE("a written message that is an attachment itself survives as a nested text") {
  const std::string once = written(multipart("mixed", {text_leaf("a"), attachment("b", "c")}));

  const std::string twice = written(multipart("mixed", {text_leaf(once), text_leaf("d")}));

  CHECK(decode_message(twice).parts.at(0).content == once);
  CHECK(decode_message(twice).parts.size() == 2);
}

TEST_CASE("what is no entity is refused with its fault") {
  CHECK(error_of({}).what ==
        "no MIME entity: neither leaf, multipart nor nested message (application/octet-stream)");
  auto typeless = text_leaf("x");
  typeless.content_type.type = "text";
  CHECK(error_of(typeless).what == "no MIME entity: Content-Type is no media type (text)");
  auto composite = text_leaf("x");
  composite.content_type.type = "message/rfc822";
  CHECK(error_of(composite).what == "no MIME entity: a leaf of a composite type (message/rfc822)");
  auto twice = text_leaf("x");
  twice.fields = {{.name = "content-type", .value = "x", .verbatim = true}};
  CHECK(error_of(twice).what == "the writer's own field given: content-type");
  CHECK_FALSE(mime::is_leaf_type("multipart/mixed"));
  CHECK_FALSE(mime::is_leaf_type("text"));
  CHECK_FALSE(mime::is_leaf_type("text/x y"));
  CHECK(mime::is_leaf_type("application/vnd.ms-excel"));
}

TEST_CASE("a tree nested without end is refused") {
  auto entity = text_leaf("x");
  for (int i = 0; i < 300; ++i) {
    entity = nested(std::move(entity));
  }
  CHECK(error_of(entity).kind == bytes::ErrorKind::LimitExceeded);
}

TEST_CASE("an error of the source or of the target ends the writing") {
  auto broken = attachment("", "x");
  broken.content = test::broken_blob(100'000);
  CHECK(error_of(broken).what == "the store broke");
  broken.encoding = mime::TransferEncoding::Automatic;
  broken.content_type.type = "text/plain";
  CHECK(error_of(broken).what == "the store broke");

  const auto full = mime::write_entity(text_leaf("x"), "s", [](std::string_view) {
    return bytes::Result<void>(bytes::fail(bytes::ErrorKind::NoSpace, "full"));
  });
  REQUIRE_FALSE(full);
  CHECK(full.error().kind == bytes::ErrorKind::NoSpace);
}

TEST_CASE("any tree of any content comes back whole") {
  test::Random random(1995);
  for (int round = 0; round < 1000; ++round) {
    INFO("round " << round);
    const mime::Entity entity = test::random_message(random);

    const std::string message = written(entity);

    CHECK(test::find_line_fault(message).empty());
    CHECK(message == written(entity));
    check_same(entity, decode_message(message));
  }
}
