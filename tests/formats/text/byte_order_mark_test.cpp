#include "formats/text/byte_order_mark.h"

#include <catch2/catch.hpp>

using text::byte_order_mark;
using text::ByteOrderMark;

TEST_CASE("a byte order mark says UTF-8 or UTF-16, and whose byte comes first") {
  CHECK(byte_order_mark("\xEF\xBB\xBF"
                        "a") == ByteOrderMark{.code_page = text::kUtf8, .size = 3});
  CHECK(byte_order_mark("\xFF\xFE") == ByteOrderMark{.code_page = text::kUtf16, .size = 2});
  CHECK(byte_order_mark("\xFE\xFF") ==
        ByteOrderMark{.code_page = text::kUtf16BigEndian, .size = 2});
  for (const auto* text : {"", "a", "\xEF\xBB", "\xFF", "\xFE"}) {
    CHECK(byte_order_mark(text) == ByteOrderMark());
  }
}

TEST_CASE("swapping turns the bytes of each unit, and leaves a last one alone") {
  CHECK(text::swapped_utf16("abcde") == "badce");
  CHECK(text::swapped_utf16("").empty());
}
