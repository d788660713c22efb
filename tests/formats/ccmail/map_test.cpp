// The class of each byte of an export, as it was put together.
#include "formats/ccmail/map.h"

#include <catch2/catch.hpp>
#include <random>

#include "tests/formats/ccmail/export_maker.h"

namespace map_test {
namespace {

using bytes::Range;
using bytes::RangeClass;

bytes::StoreMap map_of(const std::string& file) {
  const ccmail::Labels labels;
  auto map = ccmail::map_of(file, labels);
  REQUIRE(map);
  std::uint64_t at = 0;
  for (const auto& range : map->ranges) {
    REQUIRE(range.offset == at);
    at += range.length;
  }
  REQUIRE(at == file.size());
  return std::move(*map);
}

std::vector<RangeClass> painting_of(const bytes::StoreMap& map) {
  std::vector<RangeClass> all;
  for (const auto& range : map.ranges) {
    all.insert(all.end(), range.length, range.kind);
  }
  return all;
}

/// The range of `text`, which stands in the file once.
Range range_of(const std::string& file, const std::string& text, std::string_view owner) {
  const auto at = file.find(text);
  REQUIRE(at != std::string::npos);
  REQUIRE(file.find(text, at + 1) == std::string::npos);
  return {.offset = at, .length = text.size(), .owner = owner, .kind = RangeClass::Data};
}

}  // namespace

TEST_CASE("each message of an export is data and its items are told apart") {
  for (const auto* end : {"\r\n", "\n"}) {
    test::ExportMaker maker({.line_end = end});
    maker.add("One", {test::text_item("The first body."), test::file_item("A.BIN", "The file.")});
    maker.add("Two", {test::text_item("The second body.")});
    const auto& file = maker.text();
    const auto map = map_of(file);
    CHECK(map.contradictions.total() == 0);
    for (const auto& range :
         {range_of(file, "The first body.", "text item"), range_of(file, "The file.", "item"),
          range_of(file, "The second body.", "text item")}) {
      CHECK(std::ranges::find(map.ranges, range) != map.ranges.end());
    }
    for (const auto& range : map.ranges) {
      CHECK((range.kind == RangeClass::Data || range.kind == RangeClass::Slack));
    }
  }
}

TEST_CASE("what follows the last message is slack or unreferenced") {
  test::ExportMaker maker;
  maker.add("One", {test::text_item("The first body.")});
  maker.add("Two", {test::text_item("The second body.")});
  const auto end = maker.text().size();
  maker.add_raw("\x1A" + std::string(100, '\0'));
  const auto map = map_of(maker.text());
  CHECK(map.ranges.back() == Range{.offset = map.ranges.back().offset,
                                   .length = maker.text().size() - map.ranges.back().offset,
                                   .owner = "padding",
                                   .kind = RangeClass::Slack});
  // The mark of the end of a file belongs to the message in front of it.
  CHECK(map.ranges.back().offset == end + 1);
}

TEST_CASE("bytes in front of the first message are unreferenced") {
  test::ExportMaker maker;
  const std::string front = "Dear Sir, this is no message at all.\r\n";
  maker.add_raw(front);
  maker.add("One", {test::text_item("The first body.")});
  maker.add("Two", {test::text_item("The second body.")});
  const auto map = map_of(maker.text());
  CHECK(map.ranges.front() ==
        Range{.offset = 0, .length = front.size(), .owner = "bytes of no message"});
}

TEST_CASE("a zeroed area of a text is bad where it lies") {
  test::ExportMaker maker;
  maker.add("One", {test::text_item(std::string(3000, 'x'))});
  maker.add("Two", {test::text_item("The second body.")});
  auto file = maker.text();
  const auto clean = painting_of(map_of(file));
  const std::size_t at = 1024;
  file.replace(at, 512, 512, '\0');
  auto expected = clean;
  std::fill_n(expected.begin() + at, 512, RangeClass::BadChecksum);
  CHECK(painting_of(map_of(file)) == expected);
}

TEST_CASE("any hurt export has each byte once") {
  test::RandomMessages messages(4, {});
  test::ExportMaker maker;
  for (int i = 0; i < 10; ++i) {
    maker.add(messages.next());
  }
  std::mt19937 random(6);
  for (int i = 0; i < 60; ++i) {
    auto file = maker.text();
    for (int k = 0; k < 5; ++k) {
      file.replace(random() % file.size(), random() % 40, random() % 60,
                   static_cast<char>(random()));
    }
    const ccmail::Labels labels;
    if (ccmail::map_of(file, labels)) {
      (void)map_of(file);
    }
  }
}

}  // namespace map_test
