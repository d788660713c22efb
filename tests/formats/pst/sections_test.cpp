#include "formats/pst/ndb/sections.h"

#include <catch2/catch.hpp>
#include <vector>

namespace pst::sections_test {
namespace {

std::vector<std::uint64_t> first_three(bool (*has)(std::uint64_t)) {
  std::vector<std::uint64_t> out;
  for (std::uint64_t section = 0; out.size() < 3; ++section) {
    if (has(section)) {
      out.push_back(section);
    }
  }
  return out;
}

TEST_CASE("sections of 253,952 bytes follow a header area of 0x4400") {
  STATIC_REQUIRE(kSectionSize == 253'952);
  STATIC_REQUIRE(section_offset(0) == 0x4400);
  STATIC_REQUIRE(section_offset(1) == 0x42400);
  STATIC_REQUIRE(kSectionSize % kPageSize == 0);
}

TEST_CASE("there is a PMap in every eighth section") {
  CHECK(first_three([](std::uint64_t n) { return has_pmap(n); }) ==
        std::vector<std::uint64_t>{0, 8, 16});
}

// [MS-PST] 2.2.2.7.5: 128 sections are the header's, then each page has 496.
TEST_CASE("the first FMap lies at 0x1F04800, and each covers 496 sections") {
  STATIC_REQUIRE(section_offset(128) + 2 * kPageSize == 0x1F0'4800);
  CHECK(first_three([](std::uint64_t n) { return has_fmap(n); }) ==
        std::vector<std::uint64_t>{128, 624, 1120});
}

// [MS-PST] 2.2.2.7.6: 128 * 8 PMaps are the header's, then each page has 496 * 8 of them.
TEST_CASE("the first FPMap lies at 0x7C004800, and each covers 31,744 sections") {
  STATIC_REQUIRE(section_offset(8192) + 2 * kPageSize == 0x7C00'4800);
  STATIC_REQUIRE(has_fpmap(8192) && has_fpmap(8192 + 31'744) && has_fpmap(8192 + 2 * 31'744));
  CHECK(first_three([](std::uint64_t n) { return has_fpmap(n); }) ==
        std::vector<std::uint64_t>{8192, 39'936, 71'680});
}

TEST_CASE("an FMap and an FPMap follow a PMap, and never meet") {
  for (std::uint64_t section = 0; section < 210'000; ++section) {  // 53 GB
    if (has_fmap(section) || has_fpmap(section)) {
      REQUIRE(has_pmap(section));
      REQUIRE(has_fmap(section) != has_fpmap(section));
      REQUIRE(map_pages(section) == 3);
    } else {
      REQUIRE(map_pages(section) == (section % 8 == 0 ? 2 : 1));
    }
  }
}

// The largest file Outlook lets an ANSI store become (MaxFileSize) ends where the first would be.
TEST_CASE("an ANSI file has no FPMap") {
  STATIC_REQUIRE(section_offset(kMostAnsiSections) == 0x7C00'4400);
  STATIC_REQUIRE(kMostAnsiSections == 8192);
}

}  // namespace
}  // namespace pst::sections_test
