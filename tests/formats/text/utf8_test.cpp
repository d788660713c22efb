#include "formats/text/utf8.h"

#include <catch2/catch.hpp>

namespace text {
namespace {

TEST_CASE("UTF-8 is told from what only looks like it") {
  CHECK(is_utf8("a€😀"));
  CHECK(is_utf8(""));
  CHECK_FALSE(is_utf8("\xC0\x80"));          // overlong
  CHECK_FALSE(is_utf8("\xE0\x9F\x80"));      // overlong
  CHECK_FALSE(is_utf8("\xF0\x8F\xBF\xBF"));  // overlong
  CHECK_FALSE(is_utf8("\xED\xA0\x80"));      // a surrogate
  CHECK_FALSE(is_utf8("\xF4\x90\x80\x80"));  // past U+10FFFF
  CHECK_FALSE(is_utf8("\xF5\x80\x80\x80"));  // no lead
  CHECK_FALSE(is_utf8("\xE2\x82"));          // cut off
  CHECK_FALSE(is_utf8("\xE2\x82z"));         // a tail that is none
  CHECK_FALSE(is_utf8("\x80"));              // a tail without a lead
}

TEST_CASE("the character at the front of a text has its length, and what is none has 0") {
  CHECK(utf8_length("az") == 1);
  CHECK(utf8_length("éz") == 2);
  CHECK(utf8_length("€z") == 3);
  CHECK(utf8_length("😀z") == 4);
  CHECK(utf8_length(std::string_view("\0", 1)) == 1);
  CHECK(utf8_length("") == 0);
  CHECK(utf8_length("\xFFz") == 0);
}

TEST_CASE("a text cut to a size splits no character") {
  CHECK(utf8_front("a€b", 9) == "a€b");
  CHECK(utf8_front("a€b", 4) == "a€");
  CHECK(utf8_front("a€b", 3) == "a");
  CHECK(utf8_front("a€b", 1) == "a");
  CHECK(utf8_front("€", 2).empty());
}

}  // namespace
}  // namespace text
