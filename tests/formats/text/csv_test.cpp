#include "formats/text/csv.h"

#include <catch2/catch.hpp>

TEST_CASE("fields are quoted where RFC 4180 or a blank at an end asks for it, and nowhere else") {
  CHECK(text::csv_field("plain text") == "plain text");
  CHECK(text::csv_field("") == "");
  CHECK(text::csv_field("a,b") == "\"a,b\"");
  CHECK(text::csv_field("say \"no\"") == "\"say \"\"no\"\"\"");
  CHECK(text::csv_field("two\r\nlines") == "\"two\r\nlines\"");
  CHECK(text::csv_field(" a") == "\" a\"");
  CHECK(text::csv_field("a ") == "\"a \"");
}

TEST_CASE("a record is its fields between commas, and ends with CRLF") {
  CHECK(text::csv_record({"a", "", "b,c"}) == "a,,\"b,c\"\r\n");
  CHECK(text::csv_record({}) == "\r\n");
}
