#include "formats/mime/header_text.h"

#include <catch2/catch.hpp>

#include "entities.h"
#include "formats/mime/ascii.h"
#include "formats/text/utf8.h"
#include "mime_decoder.h"

using mime::encode_phrase;
using mime::encode_unstructured;

namespace {

/// Each word of a value of nothing but encoded-words.
std::vector<std::string> words_of(const std::string& value) {
  std::vector<std::string> out(1);
  for (const char c : value) {
    if (c == ' ') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("printable ASCII stands in a header as it is") {
  CHECK(encode_unstructured("Re: budget 1995 (draft), \"final\" <v2>") ==
        "Re: budget 1995 (draft), \"final\" <v2>");
  CHECK(encode_unstructured("").empty());
}

TEST_CASE("controls, NULs and line ends become spaces") {
  CHECK(encode_unstructured(std::string_view("a\tb\0c\r\nd\x7F"
                                             "e\nf",
                                             12)) == "a b c d e f");
}

TEST_CASE("Q237838 a Japanese subject becomes encoded-words that decode to it") {
  const std::string subject =
      "\xE4\xBC\x9A\xE8\xAD\xB0\xE3\x81\xAE\xE3\x81\x8A\xE7\x9F\xA5\xE3\x82\x89\xE3\x81\x9B: "
      "\xE7\xAC\xAC\xE5\x9B\x9B\xE5\x9B\x9E\xE5\x96\xB6\xE6\xA5\xAD\xE4\xBC\x9A\xE8\xAD\xB0\xE3\x81"
      "\xAB\xE3\x81\xA4\xE3\x81\x84\xE3\x81\xA6 (1995/3/14)";

  const std::string value = encode_unstructured(subject);

  CHECK(value.find('?') != std::string::npos);
  CHECK_FALSE(mime::has_8bit(value));
  CHECK(test::decode_words(value) == subject);
}

TEST_CASE("an encoded-word has at most 75 octets and splits no character") {
  std::string text;
  for (int i = 0; i < 100; ++i) {
    text += "\xE6\x97\xA5\xF0\x9F\x93\xA7 \xC3\xA4";
  }

  for (const std::string& value : {encode_unstructured(text), encode_phrase(text)}) {
    for (const std::string& word : words_of(value)) {
      CHECK(word.size() <= 75);
      CHECK(text::is_utf8(test::decode_words(word)));
    }
    CHECK(test::decode_words(value) == text);
  }
}

TEST_CASE("text that would be read as an encoded-word is encoded") {
  CHECK(test::decode_words(encode_unstructured("see =?utf-8?Q?this?= please")) ==
        "see =?utf-8?Q?this?= please");
  CHECK(encode_unstructured("see =?utf-8?Q?this?= please").starts_with("=?utf-8?"));
  CHECK(encode_phrase("=?x?Q?y?=").starts_with("=?utf-8?"));
}

TEST_CASE("white space in front of a subject survives") {
  CHECK(test::decode_words(encode_unstructured("  indented")) == "  indented");
}

TEST_CASE("octets that are no UTF-8 become U+FFFD") {
  CHECK(test::decode_words(encode_unstructured("a\xFF"
                                               "b\xC3")) ==
        "a\xEF\xBF\xBD"
        "b\xEF\xBF\xBD");
}

TEST_CASE("a display name is atoms, a quoted-string or encoded-words") {
  CHECK(encode_phrase("Ann Ash") == "Ann Ash");
  CHECK(encode_phrase("Smith, John Q.") == "\"Smith, John Q.\"");
  CHECK(encode_phrase("Ann  Ash") == "\"Ann  Ash\"");
  CHECK(encode_phrase("M\xC3\xBCller") == "=?utf-8?Q?M=C3=BCller?=");
}

TEST_CASE("quotes inside a display name are kept") {
  CHECK(encode_phrase("Ash \"Annie\", Ann at PO1") == "\"Ash \\\"Annie\\\", Ann at PO1\"");
}

TEST_CASE("an encoded phrase holds only the characters RFC 2047 allows there") {
  const std::string value = encode_phrase("\xC3\xA4 (a.b), \"c\" <d@e>; [f]: g\\h");

  CHECK(value.find_first_of("(),.\"<>@;[]:\\ ") == std::string::npos);
  CHECK(test::decode_words(value) == "\xC3\xA4 (a.b), \"c\" <d@e>; [f]: g\\h");
}

TEST_CASE("a mailbox without a name is its address") {
  CHECK(mime::mailbox("", "ann@example.com") == "ann@example.com");
  CHECK(mime::mailbox("Ann", "ann@example.com") == "Ann <ann@example.com>");
}

TEST_CASE("an addr-spec is a dot-atom or quoted-string, an at sign, and a domain") {
  for (const char* good : {"a@b", "ann.ash@example.com", "\"ann ash\"@example.com", "\"a@b\"@c.d",
                           "a@[192.0.2.1]", "IMCEAMS-N_P_M@x.invalid", "o'neil+x@example.com"}) {
    INFO(good);
    CHECK(mime::is_addr_spec(good));
  }
  for (const char* bad :
       {"", "ann", "@b", "a@", ".a@b", "a.@b", "a..b@c", "a b@c", "a@b c", "a@b@c", "\"a@b",
        "\"a\"b\"@c", "a@b..c", "a@b.", "a\xC3\xA4@b", "a@b,c", "<a@b>", "a@[1 2]", "\"a\\\"@b"}) {
    INFO(bad);
    CHECK_FALSE(mime::is_addr_spec(bad));
  }
  CHECK(mime::is_addr_spec(std::string(64, 'a') + "@b"));
  CHECK_FALSE(mime::is_addr_spec(std::string(65, 'a') + "@b"));
  CHECK_FALSE(mime::is_addr_spec("a@" + std::string(256, 'b')));
}

TEST_CASE("any text comes back from a header, its controls as spaces") {
  test::Random random(20);
  for (int round = 0; round < 500; ++round) {
    const std::string text = test::random_text(random, 60);
    std::string expected;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool crlf = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
      if (!crlf) {
        expected += mime::is_control(text[i]) ? ' ' : text[i];
      }
    }

    CHECK(test::decode_words(encode_unstructured(text)) == expected);
  }
}
