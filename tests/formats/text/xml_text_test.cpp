#include "formats/text/xml_text.h"

#include <catch2/catch.hpp>

namespace xml_text_test {

using text::xml_text;

TEST_CASE("what means something to XML is written as an entity") {
  CHECK(xml_text("a < b && c > \"d\"") == "a &lt; b &amp;&amp; c &gt; &quot;d&quot;");
}

TEST_CASE("line ends and tabs survive a parser, which would turn a bare CR into LF") {
  CHECK(xml_text("1\t2\r\n3") == "1&#9;2&#13;&#10;3");
}

TEST_CASE("control characters that XML cannot carry become their pictures") {
  CHECK(xml_text(std::string_view("\0\x01\x1F\x7F", 4)) ==
        "\xE2\x90\x80\xE2\x90\x81\xE2\x90\x9F\xE2\x90\xA1");
}

TEST_CASE("text beyond ASCII stays as it is") {
  CHECK(xml_text("Grüße \xF0\x9F\x93\xA7") == "Grüße \xF0\x9F\x93\xA7");
}

TEST_CASE("bytes that are no UTF-8 and noncharacters become U+FFFD, one each") {
  CHECK(xml_text("a\xFF\xC3z") == "a\xEF\xBF\xBD\xEF\xBF\xBDz");
  CHECK(xml_text("\xEF\xBF\xBE\xEF\xBF\xBF") == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(xml_text("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // a surrogate
}

}  // namespace xml_text_test
