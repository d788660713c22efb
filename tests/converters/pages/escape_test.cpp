#include "converters/pages/escape.h"

#include <catch2/catch.hpp>

namespace escape_test {

using convert::pages::escaped;
using convert::pages::relative_url;
using convert::pages::visible;

TEST_CASE("marks that turn the direction of text are written out") {
  CHECK(visible("invoice\xE2\x80\xAE"
                "fdp.exe") == "invoice[U+202E]fdp.exe");
  CHECK(visible("\xD8\x9C\xE2\x80\x8E\xE2\x80\x8F\xE2\x81\xA6\xE2\x81\xA9\xE2\x80\xA8") ==
        "[U+061C][U+200E][U+200F][U+2066][U+2069][U+2028]");
}

TEST_CASE("control characters and what is no UTF-8 are replaced, white space and text are kept") {
  CHECK(visible(std::string_view("a\0b\x1B\x7F\xC2\x85\xFF", 8)) ==
        "a\xEF\xBF\xBD"
        "b\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(visible("a\tb\r\n\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xF0\x9F\x93\xA7") ==
        "a\tb\r\n\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xF0\x9F\x93\xA7");
}

TEST_CASE("escaped text ends neither an element nor a quoted attribute") {
  CHECK(escaped("</td><script>\"x\" & 'y'") ==
        "&lt;/td&gt;&lt;script&gt;&quot;x&quot; &amp; &#39;y&#39;");
}

TEST_CASE("a relative URL has no scheme, query or fragment of its own") {
  CHECK(relative_url("../mail/Inbox/000001-a b#c?d:e%f.eml") ==
        "../mail/Inbox/000001-a%20b%23c%3Fd%3Ae%25f.eml");
  CHECK(relative_url("\xC3\xA9") == "%C3%A9");
}

}  // namespace escape_test
