#include "formats/mmf/cipher.h"

#include <catch2/catch.hpp>
#include <string>

#include "formats/bytes/hex.h"
#include "formats/bytes/sha256.h"
#include "formats/bytes/substitution_tables.h"
#include "tests/formats/mapi/hex.h"
#include "tests/formats/mmf/store_builder.h"
#include "tests/formats/mmf/worked_example.h"

namespace cipher_test {
namespace {

using test::from_hex;
using test::MmfBytes;

MmfBytes enciphered(MmfBytes plain, std::uint64_t offset, std::uint32_t divisor = 0) {
  mmf::encipher(plain, offset, {.divisor = divisor});
  return plain;
}

std::string table_digest(const bytes::SubstitutionTable& table) {
  return bytes::to_hex(bytes::sha256(std::as_bytes(std::span(table))));
}

TEST_CASE("the tables of the cipher are those whose digests are published") {
  CHECK(table_digest(bytes::kTableR) ==
        "9ba99036454c100f42d8c59b7a94fa1af0539f270d92ff49181c310839bf99bd");
  CHECK(table_digest(bytes::kTableS) ==
        "2ae6449a6dfd271c861fc3470e8587463677104331e14a5fbabd628dee89033d");
  CHECK(table_digest(bytes::kTableI) ==
        "e5e364c16aa1a12f6765bb797d3da93c007ffd7fce570a5b630cfa315786af6d");
}

TEST_CASE("a node 0 is enciphered as a real store has it, at every 64 KiB alike") {
  // Published: PCjs, "The Adventure of the Mysterious Mail Files".
  MmfBytes node(32);
  node[17] = std::byte{0x10};
  const auto published = from_hex(
      "9d f5 54 33 1d 9d 87 8e 18 f3 05 ed 2c 38 bf fb ad f3 2f 12 da 46 6c 24 76 79 d7 5f 67 2d "
      "aa 43");

  CHECK(enciphered(node, 0x4200) == published);
  CHECK(enciphered(node, 0x14200) == published);
}

TEST_CASE("the normal cipher agrees with its vectors and undoes itself") {
  CHECK(enciphered(MmfBytes(16), 0x200) ==
        from_hex("bf e8 e9 84 a1 3b 96 a1 b5 46 08 6a 5d 5e be e3"));
  const auto at_border = from_hex("b3 13 22 e4 7c 9c 12 17 b9 32 a2 e0 b6 a8 8a 23");
  CHECK(enciphered(MmfBytes(16), 0xFFF8) == at_border);
  CHECK(enciphered(MmfBytes(16), 0x1FFF8) == at_border);
  MmfBytes name = test::mmf_text("Microsoft Mail");
  name.resize(16);
  CHECK(enciphered(name, 0x8000) == from_hex("2a ac 70 13 45 14 10 44 b7 a8 89 cc 0a 6d b5 43"));
  CHECK(enciphered(test::mmf_string("Inbox"), 0x8480) == from_hex("bb f0 4f 40 81 0a"));
  CHECK(enciphered(enciphered(name, 0x8000), 0x8000) == name);
}

TEST_CASE("the DoubleSpace cipher agrees with its vectors") {
  CHECK(enciphered(MmfBytes(16), 0x0FF8, 0x1000) ==
        from_hex("4e 4e 4e 4e 4e 4e 4e 4e 0a 0a 0a 0a 0a 0a 0a 0a"));
  const MmfBytes inbox = test::mmf_string("Inbox");
  CHECK(enciphered(inbox, 0x4200, 0x1000) == from_hex("67 48 9c d4 fc 8d"));
  CHECK(enciphered(inbox, 0x8480, 0x80) == from_hex("cd 02 16 22 fd 41"));
  CHECK(enciphered(inbox, 0x4200, 0x2000) == from_hex("1f eb c8 c2 88 6b"));
  for (const std::uint32_t divisor : {0x80U, 0x81U, 0x1000U}) {
    MmfBytes data = enciphered(inbox, 0x10FE, divisor);
    mmf::decipher(data, 0x10FE, {.divisor = divisor});
    CHECK(data == inbox);
  }
}

TEST_CASE("the worked example is the published file, enciphered both ways") {
  CHECK(bytes::to_hex(bytes::sha256(test::mmf_example_plain())) ==
        "c04309739a801d6475fbaba4b58cdf4f6e5f4d28e2153e005679a532843aec04");
  const MmfBytes file = test::mmf_example();
  CHECK(bytes::to_hex(bytes::sha256(file)) ==
        "1b27b063aa518fb0fb42faf018179f216210006c1718a1695b2a065f8fa27a56");
  for (const auto& row : test::kExampleRows) {
    const auto typed = from_hex(row.file.empty() ? row.plain : row.file);
    CHECK(std::equal(typed.begin(), typed.end(), file.begin() + row.offset));
  }

  MmfBytes second = test::mmf_example_plain();
  second[4] = std::byte{0x10};
  second[0x126] = std::byte{1};
  second[0x129] = std::byte{0x10};
  test::mmf_encipher(second, 0x1000);
  CHECK(bytes::to_hex(bytes::sha256(second)) ==
        "1a2bd35fa40ba98d1ec6df1d0681d3facaffa97b63d8b84b900f46c96c4975d2");
}

}  // namespace
}  // namespace cipher_test
