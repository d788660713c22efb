#include "converters/run/printable.h"

#include <catch2/catch.hpp>

TEST_CASE("names keep their letters and lose what steers a terminal") {
  CHECK(run::printable("M\xC3\xBCller \xE6\x97\xA5 \xF0\x9F\x93\xAC") ==
        "M\xC3\xBCller \xE6\x97\xA5 \xF0\x9F\x93\xAC");
  CHECK(run::printable("a\x1B[2Jb\r\n\x7F") == "a?[2Jb???");
  CHECK(run::printable("a\xC2\x9B"
                       "2Jb") == "a?2Jb");
  CHECK(run::printable("txt\xE2\x80\xAEtsp.exe") == "txt?tsp.exe");
}

TEST_CASE("bytes that are no UTF-8 are question marks, each one") {
  CHECK(run::printable("b\xE9.pst") == "b?.pst");
  CHECK(run::printable("\x9B\x9Bx\xE2\x82") == "??x??");
}
