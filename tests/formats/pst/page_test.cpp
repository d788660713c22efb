#include "formats/pst/ndb/page.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "formats/bytes/crc.h"
#include "formats/pst/ndb/disk.h"
#include "tests/formats/pst/ndb_fixture.h"

namespace pst::page_test {
namespace {

struct FullPage {
  test::Bytes bytes = test::Bytes(kPageSize, std::byte{0xFF});
  [[nodiscard]] Page page() { return Page(std::span(bytes).first<kPageSize>()); }
  [[nodiscard]] test::Bytes last(std::size_t n) const {
    return {bytes.end() - static_cast<std::ptrdiff_t>(n), bytes.end()};
  }
};

TEST_CASE("a page at 0x6600 with BID 4 is signed 0x6604") {
  STATIC_REQUIRE(signature(0x6600, Bid{.value = 4}) == 0x6604);
}

TEST_CASE("a signature folds the low halves of offset and BID") {
  STATIC_REQUIRE(signature(0x1F0'4400, Bid{.value = 0x2'0008}) == ((0x1F0 ^ 0x2) ^ (0x4400 ^ 0x8)));
  STATIC_REQUIRE(signature(0x5'0000'0000, Bid{.value = 0}) == 0);
}

TEST_CASE("496 bytes FF have the checksum of Outlook's full maps") {
  const test::Bytes full(496, std::byte{0xFF});
  auto ansi = full;
  ansi.insert(ansi.begin(), 4, std::byte{});

  CHECK(bytes::crc_from_zero(full) == 0xA1AA'E76E);
  CHECK(bytes::crc_from_zero(ansi) == 0xA1AA'E76E);
}

TEST_CASE("a Unicode trailer: types, signature, checksum, BID") {
  FullPage page;
  seal_page(page.page(), Width::Unicode, disk::ptypeNBT, Bid{.value = 4}, 0x6600);

  CHECK(page.last(16) ==
        test::bytes_of({0x81, 0x81, 0x04, 0x66, 0x6E, 0xE7, 0xAA, 0xA1, 4, 0, 0, 0, 0, 0, 0, 0}));
  CHECK(std::count(page.bytes.begin(), page.bytes.end() - 16, std::byte{0xFF}) == 496);
}

TEST_CASE("an ANSI trailer: types, signature, BID, checksum") {
  FullPage page;
  std::fill_n(page.bytes.begin(), 4, std::byte{});  // as in a map page
  seal_page(page.page(), Width::Ansi, disk::ptypeBBT, Bid{.value = 0x1002}, 0x4800);

  CHECK(page.last(12) ==
        test::bytes_of({0x80, 0x80, 0x02, 0x58, 0x02, 0x10, 0, 0, 0x6E, 0xE7, 0xAA, 0xA1}));
}

TEST_CASE("a map page is named by its own offset, and unsigned") {
  FullPage page;
  seal_map_page(page.page(), Width::Unicode, disk::ptypeFMap, 0x1F0'4800);

  CHECK(page.last(16) == test::bytes_of({0x82, 0x82, 0, 0, 0x6E, 0xE7, 0xAA, 0xA1, 0x00, 0x48, 0xF0,
                                         0x01, 0, 0, 0, 0}));
}

}  // namespace
}  // namespace pst::page_test
