// The class of each byte of a primary and a secondary file, as they were put together.
#include "formats/iff/map.h"

#include <catch2/catch.hpp>
#include <random>

#include "tests/formats/iff/secondary_maker.h"

namespace map_test {
namespace {

using bytes::Range;
using bytes::RangeClass;
using test::SecondaryMaker;

void check_partition(const bytes::StoreMap& map, std::size_t size) {
  std::uint64_t at = 0;
  for (const auto& range : map.ranges) {
    REQUIRE(range.offset == at);
    at += range.length;
  }
  REQUIRE(at == size);
}

bytes::StoreMap primary_map(const std::string& text) {
  bytes::DamageLog damage;
  const auto file = test::bytes_of(text);
  auto map = iff::map_primary(file, iff::read_sections(file, 1252, damage));
  check_partition(map, text.size());
  return map;
}

}  // namespace

TEST_CASE("a section of a primary file is a header and its rows") {
  const std::string keyword = "MAILMESSAGE,ANNL\r\n" + std::string(test::kMessageHeader);
  const std::string rows =
      "Inbox,BOBR,ANNL,,,One,,,,,,SEC.SEC@50\r\nInbox,BOBR,ANNL,,,Two,,,,,,SEC.SEC@90\r\n";
  const std::string front = "what nobody knows\r\n";
  const auto text = front + keyword + rows + keyword + rows;
  const auto map = primary_map(text);
  CHECK(map.contradictions.total() == 0);
  REQUIRE(map.ranges.size() == 5);
  CHECK(map.ranges[0] ==
        Range{.offset = 0, .length = front.size(), .owner = "lines before the first section"});
  CHECK(map.ranges[1] == Range{.offset = front.size(),
                               .length = keyword.size(),
                               .owner = "MAILMESSAGE",
                               .kind = RangeClass::Header});
  CHECK(map.ranges[2] == Range{.offset = front.size() + keyword.size(),
                               .length = rows.size(),
                               .owner = "rows of a MAILMESSAGE section",
                               .kind = RangeClass::Data});
  CHECK(map.ranges[4].length == rows.size());

  auto hurt = text;
  const auto at = text.find("One");
  hurt.replace(at, 20, 20, '\0');
  const auto found = primary_map(hurt);
  CHECK(std::ranges::find(found.ranges, Range{.offset = at,
                                              .length = 20,
                                              .owner = "rows of a MAILMESSAGE section",
                                              .kind = RangeClass::BadChecksum}) !=
        found.ranges.end());
}

TEST_CASE("each section of a secondary file is a line and its content") {
  SecondaryMaker maker;
  std::vector<Range> expected = {
      {.offset = 0, .length = 50, .owner = "header line", .kind = RangeClass::Header}};
  std::vector<std::uint64_t> pointers;
  const auto add = [&](std::string_view type, const std::string& data, std::string_view last,
                       bool named) {
    const auto begin = maker.add(type, data, last);
    const auto end = maker.text().size();
    const auto content = end - 2 - data.size();
    const auto found = RangeClass::Recovered;
    expected.push_back({.offset = begin,
                        .length = content - begin,
                        .owner = "section line",
                        .kind = named ? RangeClass::Index : found});
    expected.push_back({.offset = content,
                        .length = data.size(),
                        .owner = type,
                        .kind = named ? RangeClass::Data : found});
    expected.push_back({.offset = end - 2,
                        .length = 2,
                        .owner = "line end of a section",
                        .kind = named ? RangeClass::Slack : found});
    return begin;
  };
  pointers.push_back(add("Body", "The first body.", "FALSE", true));
  add("Attachment", std::string(600, '\0') + "zeros of its own", "TRUE", true);
  add("Body", "Nobody names this.", "TRUE", false);
  pointers.push_back(add("Body", "The last body.", "TRUE", true));

  const auto map = iff::map_secondary(maker.bytes(), pointers);
  check_partition(map, maker.text().size());
  CHECK(map.ranges == expected);
  CHECK(map.contradictions.total() == 0);
}

TEST_CASE("bytes of no section are unreferenced") {
  SecondaryMaker maker;
  const auto noise = maker.text().size();
  maker.text() += "xxxxxxxxxxxxxxxx xx\r\n";
  const auto first = maker.add("Body", "The first body.");
  const auto second = maker.add("Body", "The second body.");
  const auto map = iff::map_secondary(maker.bytes(), {first, second});
  check_partition(map, maker.text().size());
  const auto stray =
      std::ranges::find(map.ranges, std::string_view("bytes of no section"), &Range::owner);
  REQUIRE(stray != map.ranges.end());
  CHECK(stray->offset == noise);
  CHECK(stray->kind == RangeClass::Unreferenced);
}

TEST_CASE("any hurt pair of files has each byte once") {
  SecondaryMaker maker;
  std::vector<std::uint64_t> pointers;
  for (int i = 0; i < 30; ++i) {
    const auto place = maker.add("Body", std::string(static_cast<std::size_t>(i), 'x'),
                                 i % 3 == 0 ? "FALSE" : "TRUE");
    if (i % 4 != 0) {
      pointers.push_back(place);
    }
  }
  std::mt19937 random(2);
  for (int i = 0; i < 200; ++i) {
    auto text = maker.text();
    for (int k = 0; k < 4; ++k) {
      text.replace(random() % text.size(), random() % 30, random() % 30,
                   static_cast<char>(random()));
    }
    check_partition(iff::map_secondary(test::bytes_of(text), pointers), text.size());
    (void)primary_map(text);
  }
}

}  // namespace map_test
