#include "converters/directory/sid.h"

#include <catch2/catch.hpp>

using convert::directory::sid_text;

TEST_CASE("a binary SID and its text are the same") {
  // S-1-5-21-1004336348-1177238915-682003330-512, the example of Microsoft's documentation.
  const std::string bytes(
      "\x01\x05\x00\x00\x00\x00\x00\x05\x15\x00\x00\x00\xdc\xf4\xdc\x3b\x83\x3d\x2b\x46\x82\x8b\xa6"
      "\x28"
      "\x00\x02\x00\x00",
      28);

  CHECK(sid_text(bytes) == "S-1-5-21-1004336348-1177238915-682003330-512");
  CHECK(sid_text("s-1-5-21-1004336348-1177238915-682003330-512") == sid_text(bytes));
  CHECK(sid_text(std::string("\x01\x01\x00\x00\x00\x00\x00\x05\x12\x00\x00\x00", 12)) ==
        "S-1-5-18");
}

TEST_CASE("what is no SID has no text") {
  for (const std::string_view text : {"", "S-", "S-1", "S-1-", "S-1--5", "S-1-5x", "Ann", "S-x"}) {
    CHECK_FALSE(sid_text(text));
  }
  CHECK_FALSE(sid_text(std::string("\x01\x02\x00\x00\x00\x00\x00\x05\x12\x00\x00\x00", 12)));
  CHECK_FALSE(sid_text(std::string("\x02\x01\x00\x00\x00\x00\x00\x05\x12\x00\x00\x00", 12)));
  CHECK_FALSE(sid_text(std::string("\x01\x10", 2) + std::string(6 + 64, '\0')));
}
