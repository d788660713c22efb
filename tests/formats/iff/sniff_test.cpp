#include "formats/iff/sniff.h"

#include <catch2/catch.hpp>

#include "tests/formats/iff/north.h"
#include "tests/formats/iff/secondary_maker.h"

using iff::FileSort;
using test::bytes_of;

TEST_CASE("files of a set are known by their first lines") {
  REQUIRE(iff::sniff(bytes_of(test::kNorthPkl)) == FileSort::PackingList);
  REQUIRE(iff::sniff(bytes_of("! CodePage\r\n932\r\nFILENAME,Filetype\r\n")) ==
          FileSort::PackingList);
  REQUIRE(iff::sniff(bytes_of(test::kNorthPri)) == FileSort::Primary);
  REQUIRE(iff::sniff(bytes_of("! made by\r\n\r\ndirectory\r\nObj-class,Mode\r\n")) ==
          FileSort::Primary);
  REQUIRE(iff::sniff(bytes_of("PAB,SMTP:a@b\r\n")) == FileSort::Primary);
  REQUIRE(iff::sniff(bytes_of(test::kNorthSec)) == FileSort::Secondary);
}

TEST_CASE("other files are no files of a set") {
  for (const char* none : {"", "1252\r\n", "Dear Ann,\r\n", "DIRECTORY listing of C:\r\n",
                           "TEMPLATE = app\n", "12\r\nDIRECTORY\r\n", "Filename\r\n"}) {
    REQUIRE(iff::sniff(bytes_of(none)) == FileSort::None);
  }
}
