#include "formats/text/line_ends.h"

#include <array>
#include <string>

#include <catch2/catch.hpp>

#include "formats/bytes/byte_source.h"

namespace {

constexpr std::size_t kMost = 100;

std::string all_of(const bytes::Blob& blob) {
  const auto text = bytes::read_all_text(*blob, kMost);
  REQUIRE(text);
  CHECK(blob->size() == text->size());
  return *text;
}

}  // namespace

TEST_CASE("a bare CR becomes CR LF, also at the end, CR LF and LF stay") {
  CHECK(all_of(text::with_line_ends("a\rb\r\nc\nd\r\r", nullptr)) == "a\r\nb\r\nc\nd\r\n\r\n");
  CHECK(all_of(text::with_line_ends("plain", nullptr)) == "plain");
  CHECK(all_of(text::with_line_ends("", nullptr)).empty());
}

TEST_CASE("a mark stands for LF where it is asked for, and a CR before it is not bare") {
  constexpr std::string_view kText =
      "a\x1A"
      "b\r\x1A"
      "c\r";
  CHECK(all_of(text::with_line_ends(kText, nullptr, '\x1A')) == "a\nb\r\nc\r\n");
  CHECK(all_of(text::with_line_ends(kText, nullptr)) ==
        "a\x1A"
        "b\r\n\x1A"
        "c\r\n");
}

TEST_CASE("a CR LF may fall between two reads") {
  const auto stream = text::with_line_ends("a\rb", nullptr)->open();
  REQUIRE(stream);
  std::array<std::byte, 2> two{};
  CHECK((*stream)->read(two) == 2);
  CHECK(two == std::array{std::byte{'a'}, std::byte{'\r'}});
  CHECK((*stream)->read(two) == 2);
  CHECK(two == std::array{std::byte{'\n'}, std::byte{'b'}});
  CHECK((*stream)->read(two) == 0);
}
