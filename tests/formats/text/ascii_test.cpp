#include "formats/text/ascii.h"

#include <catch2/catch.hpp>

#include "formats/text/lead_byte.h"

namespace {

TEST_CASE("the case of ASCII letters does not make another word, that of others does") {
  CHECK(text::same_word("Mtsin", "MTSIN"));
  CHECK_FALSE(text::same_word("Mtsin", "Mtsi"));
  CHECK_FALSE(text::same_word("\xC4", "\xE4"));
  CHECK_FALSE(text::same_word("[", "{"));
  CHECK(text::lower_case("A\xC4Z[1") == "a\xC4z[1");
}

TEST_CASE("a text is trimmed of blanks at both ends, and of nothing within") {
  CHECK(text::trim(" \ta b\t ") == "a b");
  CHECK(text::trim(" \t").empty());
  CHECK(text::trim("").empty());
  CHECK(text::trim("\r a", " ") == "\r a");
  CHECK(text::trim("\"a\"\x1A", "\"\x1A") == "a");
}

TEST_CASE("the first of two bytes is known in each page that has such") {
  CHECK(text::is_lead_byte('\x81', 932));
  CHECK_FALSE(text::is_lead_byte('\xB1', 932));  // a half-width letter
  for (const text::CodePageNumber page : {936U, 949U, 950U, 54936U}) {
    CHECK(text::is_lead_byte('\xB1', page));
    CHECK_FALSE(text::is_lead_byte('A', page));
    CHECK_FALSE(text::is_lead_byte('\xFF', page));
  }
  CHECK_FALSE(text::is_lead_byte('\xB1', 1252));
}

}  // namespace
