// The class of each byte of a post office's files, as they were put together.
#include "formats/wgpo/map.h"

#include <catch2/catch.hpp>
#include <random>

#include "tests/formats/wgpo/office_builder.h"

namespace map_test {
namespace {

using bytes::Range;
using bytes::RangeClass;
using test::office::Bytes;

bytes::StoreMap map_of(const Bytes& file, std::string_view name) {
  auto map = wgpo::map_of(file, name);
  std::uint64_t at = 0;
  for (const auto& range : map.ranges) {
    REQUIRE(range.offset == at);
    at += range.length;
  }
  REQUIRE(at == file.size());
  return map;
}

}  // namespace

TEST_CASE("a mailbag is its records and what is left of one is unreferenced") {
  auto file = test::office::mailbag({{}, {.subject = "Two"}, {.subject = "Three"}});
  const auto whole = file.size();
  REQUIRE(whole == 3 * 116);
  CHECK(map_of(file, "MBG/0000001A.MBG").ranges ==
        std::vector<Range>{
            {.offset = 0, .length = whole, .owner = "record", .kind = RangeClass::Data}});
  file.resize(whole + 50);
  CHECK(map_of(file, "MBG/0000001A.MBG").ranges.back() ==
        Range{.offset = whole, .length = 50, .owner = "bytes of no record"});
}

TEST_CASE("a letter is a header and its fields") {
  const auto file = test::office::letter({.text = {"A body"}});
  const auto map = map_of(file, "MAI/MA2/00000062.MAI");
  CHECK(map.contradictions.total() == 0);
  // 4D, 83 and three bytes of length, which is that of the rest; a qualifier.
  CHECK(map.ranges.front() ==
        Range{.offset = 0, .length = 6, .owner = "message element", .kind = RangeClass::Header});
  for (std::size_t i = 1; i < map.ranges.size(); ++i) {
    CHECK(map.ranges[i].kind == RangeClass::Data);
  }
  auto longer = file;
  longer.resize(file.size() + 9);
  CHECK(map_of(longer, "MAI/MA2/00000062.MAI").ranges.back() ==
        Range{.offset = file.size(), .length = 9, .owner = "bytes of no element"});
}

TEST_CASE("a file of records has a head, whole records, and part of one") {
  // FORMAT.md 3: NETPO.GLB has a head of 4 bytes and records of 43.
  const Bytes file(4 + 3 * 43 + 7);
  CHECK(map_of(file, "GLB/NETPO.GLB").ranges ==
        std::vector<Range>{
            {.offset = 0, .length = 4, .owner = "head", .kind = RangeClass::Header},
            {.offset = 4, .length = 3UL * 43, .owner = "records", .kind = RangeClass::Data},
            {.offset = 4 + 3UL * 43, .length = 7, .owner = "part of a record"}});
}

TEST_CASE("letters in a folder are recovered and the rest of its file is unexplained") {
  const auto letter = test::office::letter({.text = {"A body"}});
  Bytes file(200, std::byte{0x11});
  file.insert(file.end(), letter.begin(), letter.end());
  file.insert(file.end(), 100, std::byte{0x11});
  const auto map = map_of(file, "FOLDERS/LOC/0000001A/1.FLD");
  REQUIRE(map.ranges.size() == 3);
  CHECK(map.ranges[1] == Range{.offset = 200,
                               .length = letter.size(),
                               .owner = "letter in a folder",
                               .kind = RangeClass::Recovered});
  CHECK(map.ranges[2].kind == RangeClass::Unreferenced);
}

TEST_CASE("any hurt file of a post office has each byte once") {
  std::mt19937 random(8);
  const auto letter = test::office::letter({.text = {"A body", "of two strings"}});
  const auto mailbag = test::office::mailbag({{}, {}, {}});
  for (int i = 0; i < 300; ++i) {
    for (const auto* good : {&letter, &mailbag}) {
      auto file = *good;
      for (int k = 0; k < 4; ++k) {
        file[random() % file.size()] = static_cast<std::byte>(random());
      }
      file.resize(random() % (file.size() + 20));
      for (const auto* name : {"MAI/MA2/00000062.MAI", "MBG/0000001A.MBG", "F/1.FLD", "X.NEW"}) {
        (void)map_of(file, name);
      }
    }
  }
}

}  // namespace map_test
