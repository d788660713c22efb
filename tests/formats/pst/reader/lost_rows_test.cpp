// Tables whose rows are not where their index says.
#include <catch2/catch.hpp>

#include "formats/pst/reader/store.h"
#include "tests/formats/pst/reader/raw_store.h"

namespace lost_rows_test {
namespace {

using pst::reader::Store;
using test::RawStore;

// Outlook's receive-folder table of one row, with two records in its row index: rows 7 and 8, at
// 0x32 and 0x3C of a matrix that has one.
const char* const kTable =
    "6C00 EC 7C 40000000 00000000"
    "B5 04 04 00 60000000"
    "7C 04 1000 1000 1000 1100 20000000 80000000 00000000"
    "1F001A00 0C00 04 03"
    "03000566 0800 04 02"
    "0300F267 0000 04 00"
    "0300F367 0400 04 01"
    "07000000 32000000 08000000 3C000000"
    "01000000 02000000 22010000 00000000 F0"
    "00"
    "0400 0000 0C00 1400 4A00 5A00 6B00";

}  // namespace

TEST_CASE("each row that is lost is told with its own place") {
  RawStore raw;
  raw.block(4, test::from_hex(kTable)).node({.nid = 0x62B, .data = 4});
  const auto content = raw.content();
  const auto store = Store::open(content, nullptr).value();

  const auto table = store.item(0x62B).value();
  CHECK(table.record_set_count().value() == 0);
  const auto faults = table.faults();
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].damage.found == 0x32);
  CHECK(faults[1].damage.found == 0x3C);
}

}  // namespace lost_rows_test
