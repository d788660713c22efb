#include "formats/pst/ltp/packed_values.h"

#include <catch2/catch.hpp>

#include "tests/formats/mapi/hex.h"

namespace packed_values_test {

using test::from_hex;

TEST_CASE("variable values are packed as their count, their offsets and themselves") {
  const std::vector<pst::Bytes> values = {from_hex("41 42"), {}, from_hex("43")};

  CHECK(pst::pack_variable_values(values) ==
        from_hex("03000000 10000000 12000000 12000000 41 42 43"));
}

TEST_CASE("no values at all are packed as a count of 0, as Outlook does") {
  CHECK(pst::pack_variable_values({}) == from_hex("00000000"));
}

}  // namespace packed_values_test
