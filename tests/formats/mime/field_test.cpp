#include <catch2/catch.hpp>

#include "entities.h"
#include "mime_decoder.h"

namespace {

/// The lines of one field, as they are written.
std::string field_of(std::string name, std::string value, bool verbatim) {
  auto entity = test::text_leaf("");
  entity.fields = {{.name = std::move(name), .value = std::move(value), .verbatim = verbatim}};
  const std::string message = test::written(entity);
  CHECK(test::find_line_fault(message).empty());
  return message.substr(0, message.find("MIME-Version"));
}

std::string unfolded(std::string text) {
  for (auto at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", at)) {
    text.erase(at, 2);
  }
  return text;
}

}  // namespace

TEST_CASE("a long field is folded at white space within 78 columns") {
  std::string value;
  for (int i = 0; i < 40; ++i) {
    value += "recipient" + std::to_string(i) + "@example.com, ";
  }
  value += "last@example.com";

  const std::string lines = field_of("To", value, false);

  CHECK(unfolded(lines) == "To: " + value);
  for (std::size_t at = 0; at < lines.size(); at = lines.find("\r\n", at) + 2) {
    CHECK(lines.find("\r\n", at) - at <= 78);
  }
}

TEST_CASE("a word that is too long for 78 columns stays whole within 998") {
  const std::string id = "<" + std::string(500, 'x') + "@example.com>";
  CHECK(field_of("Message-ID", id, false) == "Message-ID: " + id + "\r\n");
}

TEST_CASE("a word that fits no line is cut where it must be") {
  CHECK(field_of("X", std::string(2000, 'y'), false) == "X: " + std::string(995, 'y') + "\r\n " +
                                                            std::string(997, 'y') + "\r\n " +
                                                            std::string(8, 'y') + "\r\n");
}

TEST_CASE("white space never has a line of its own") {
  CHECK(unfolded(field_of("X", "a" + std::string(3000, ' ') + "b" + std::string(3000, ' '), false))
            .starts_with("X: a b "));
  CHECK(field_of("X", "a\r\n \r\n\t\r\n b\r\n  ", true) == "X: a\r\n b\r\n");
}

TEST_CASE("an empty field is its name") {
  CHECK(field_of("Subject", "", false) == "Subject:\r\n");
  CHECK(field_of("Subject", " \r\n ", true) == "Subject:\r\n");
}

TEST_CASE("an original field keeps its folding") {
  const std::string value =
      "from a.example.com (a.example.com [192.0.2.1])   by b\r\n\t; " + std::string(200, 'x');
  CHECK(field_of("Received", value, true) == "Received: " + value + "\r\n");
}

TEST_CASE("an original line above 998 octets is folded") {
  std::string value = "start";
  for (int i = 0; i < 300; ++i) {
    value += " <id" + std::to_string(i) + "@example.com>";
  }
  CHECK(unfolded(field_of("References", value, true)) == "References: " + value);
}

TEST_CASE("bare line ends and lines that are no continuation become continuations") {
  CHECK(field_of("X", "a\nb\rc\r\n d", true) == "X: a\r\n b\r\n c\r\n d\r\n");
  CHECK(field_of("X", std::string("a\0b", 3), true) == "X: a b\r\n");
}

TEST_CASE("8-bit words of an original field become encoded-words, the rest stays") {
  CHECK(field_of("Subject",
                 "Gr\xC3\xBC\xC3\x9F"
                 "e aus Bonn",
                 true) == "Subject: =?utf-8?B?R3LDvMOfZQ==?= aus Bonn\r\n");
  CHECK(field_of("Subject", "M\xFCller kommt", true) ==
        "Subject: =?unknown-8bit?Q?M=FCller?= kommt\r\n");
}

TEST_CASE("white space between 8-bit words is kept inside the encoded-words") {
  const std::string lines = field_of("Subject", "a \xC3\xA4 \xC3\xB6\r\n \xC3\xBC b", true);
  CHECK(test::decode_words(unfolded(lines)) == "Subject: a \xC3\xA4 \xC3\xB6 \xC3\xBC b");
  const std::string beside = field_of("Subject", "=?utf-8?Q?x?= \xC3\xA4 =?utf-8?Q?y?=", true);
  CHECK(test::decode_words(unfolded(beside)) == "Subject: x \xC3\xA4 y");
}

TEST_CASE("an 8-bit quoted-string in an address becomes encoded-words without its quotes") {
  CHECK(field_of("From", "\"M\xC3\xBCller, Hans\" <hans@example.com>", true) ==
        "From: =?utf-8?Q?M=C3=BCller=2C_Hans?= <hans@example.com>\r\n");
  CHECK(field_of("From", "hans@example.com (Hans M\xC3\xBCller)", true) ==
        "From: hans@example.com (Hans =?utf-8?Q?M=C3=BCller?=)\r\n");
}

TEST_CASE("a field name that is none is refused") {
  for (const char* name : {"", "a b", "a:", "--=_b", "\xC3\xA4"}) {
    auto entity = test::text_leaf("");
    entity.fields = {{.name = name, .value = "x", .verbatim = false}};

    const auto result =
        mime::write_entity(entity, "", [](std::string_view) { return bytes::Result<void>(); });

    REQUIRE_FALSE(result);
    CHECK(result.error().kind == bytes::ErrorKind::Internal);
  }
}

TEST_CASE("any original header comes out as legal lines") {
  test::Random random(11);
  for (int round = 0; round < 500; ++round) {
    field_of("Subject", test::random_bytes(random, 3000), true);
    field_of("To", test::random_bytes(random, 3000), true);
    field_of("X-Other", test::random_bytes(random, 300), false);
  }
}
