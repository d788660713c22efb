#include "formats/pst/ndb/encoding.h"

#include <catch2/catch.hpp>
#include <string_view>

#include "formats/bytes/substitution_tables.h"
#include "tests/formats/pst/ndb_fixture.h"

namespace pst::encoding_test {
namespace {

test::Bytes encoded(test::Bytes data, Encoding encoding, std::uint64_t bid) {
  encode(data, encoding, Bid{.value = bid});
  return data;
}

test::Bytes poste_restante() {
  const auto raw = std::as_bytes(std::span(std::string_view("Poste restante")));
  return {raw.begin(), raw.end()};
}

TEST_CASE("table I undoes table R, and table S undoes itself") {
  for (std::size_t x = 0; x < 256; ++x) {
    CHECK(bytes::kTableI[bytes::kTableR[x]] == x);
    CHECK(bytes::kTableR[bytes::kTableI[x]] == x);
    CHECK(bytes::kTableS[bytes::kTableS[x]] == x);
  }
}

TEST_CASE("permutative encoding puts bytes through table R") {
  // [MS-PST] 5.1: the first row of mpbbR.
  CHECK(encoded(test::bytes_of({0, 1, 2, 3, 4, 5, 6, 7}), Encoding::Permute, 4) ==
        test::bytes_of({0x41, 0x36, 0x13, 0x62, 0xA8, 0x21, 0x6E, 0xBB}));
  CHECK(encoded(poste_restante(), Encoding::Permute, 8) ==
        test::bytes_of(
            {0x8F, 0x86, 0xEB, 0x82, 0xEA, 0x4C, 0x06, 0xEA, 0xEB, 0x82, 0x4A, 0x3A, 0x82, 0xEA}));
}

// Worked out from the text of [MS-PST] 5.2 by another program.
TEST_CASE("cyclic encoding depends on the block's id and the byte's place") {
  CHECK(encoded(poste_restante(), Encoding::Cyclic, 4) ==
        test::bytes_of(
            {0x8B, 0x08, 0x50, 0xAC, 0x00, 0x91, 0x1A, 0x61, 0x65, 0xE2, 0xB9, 0x49, 0xEB, 0x12}));
  CHECK(encoded(poste_restante(), Encoding::Cyclic, 0x1234'5678) ==
        test::bytes_of(
            {0xB5, 0x63, 0xAA, 0xD6, 0x99, 0xE1, 0xBD, 0x10, 0x54, 0xF5, 0x19, 0xF1, 0xFB, 0xB5}));
}

TEST_CASE("the key of cyclic encoding is 16 bits that wrap, from the id's low 32") {
  CHECK(encoded(poste_restante(), Encoding::Cyclic, 0xFFFE) ==
        test::bytes_of(
            {0xE6, 0xB6, 0x85, 0x3F, 0xEF, 0x73, 0x1F, 0x2F, 0x50, 0xAC, 0x23, 0xD4, 0xE0, 0x61}));
  CHECK(encoded(poste_restante(), Encoding::Cyclic, 0x1'0000'0004) ==
        encoded(poste_restante(), Encoding::Cyclic, 4));
}

TEST_CASE("cyclic encoding twice is no encoding") {
  const auto data = test::content(8180);

  CHECK(encoded(encoded(data, Encoding::Cyclic, 0x2F30), Encoding::Cyclic, 0x2F30) == data);
  CHECK(encoded(data, Encoding::Cyclic, 0x2F30) != data);
}

TEST_CASE("what is encoded is decoded, whatever the method") {
  const auto method = GENERATE(Encoding::None, Encoding::Permute, Encoding::Cyclic);
  const auto data = test::content(3000);

  auto there_and_back = encoded(data, method, 0xABCD'EF00);
  CHECK((there_and_back == data) == (method == Encoding::None));
  decode(there_and_back, method, Bid{.value = 0xABCD'EF00});

  CHECK(there_and_back == data);
}

}  // namespace
}  // namespace pst::encoding_test
