#include "converters/directory/finding_text.h"

#include <catch2/catch.hpp>

using convert::directory::describe;

TEST_CASE("rows of a migration file's directory section are told in words, too") {
  CHECK(describe({.line = 4, .damage = {.field = "row.lost"}, .raw = "a,\"b"}) ==
        "line 4: quotes that fit no reading, or a line that is too long; the row is not taken: "
        "'a,\"b'");
  CHECK(describe({.line = 4, .damage = {.field = "value.backslash"}, .raw = "Alias: a\\b"}) ==
        "line 4: a backslash that is no escape, kept as it stands: 'Alias: a\\b'");
}

TEST_CASE("a finding says line, column, what, and quotes the text") {
  CHECK(describe(
            {.line = 7, .damage = {.field = "ldif.base64"}, .column = "cn", .raw = "cn:: ?\n?"}) ==
        "line 7, cn: no base64; taken as it stands: 'cn:: ? ?'");
  CHECK(describe({.line = 2, .damage = {.field = "row.fields", .found = 3, .expected = 13}}) ==
        "line 2: 3 fields instead of 13; those missing are empty");
  CHECK(describe({.line = 2,
                  .damage = {.field = "row.fields", .found = 14, .expected = 13},
                  .raw = std::string(200, 'x')}) ==
        "line 2: 14 fields instead of 13; those behind the last column are not taken: '" +
            std::string(120, 'x') + "\xE2\x80\xA6'");
}
