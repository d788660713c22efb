#include "formats/bytes/joined_blob.h"

#include <catch2/catch.hpp>

#include "formats/bytes/apple_double.h"
#include "formats/bytes/file_magic.h"

namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

}  // namespace

TEST_CASE("a joined blob is its parts, empty ones too, each time it is read") {
  const auto blob = bytes::make_joined_blob({bytes::make_blob(""), bytes::make_blob("one, "),
                                             bytes::make_blob(""), bytes::make_blob("two")});
  REQUIRE(blob->size() == 8);
  for (int pass = 0; pass < 2; ++pass) {
    REQUIRE(bytes::read_all_text(*blob, 8).value() == "one, two");
  }
  REQUIRE(bytes::read_all_text(*bytes::make_joined_blob({}), 1).value().empty());
}

TEST_CASE("an AppleDouble header says where name, Finder information and fork are") {
  const auto header = bytes::apple_double_header("plan", "TEXT", "ttxt", 9);
  const std::string_view text = bytes::as_text(header);
  REQUIRE(header.size() == 26 + 3 * 12 + 32 + 4);
  REQUIRE(text.substr(0, 8) == std::string_view("\0\5\x16\7\0\2\0\0", 8));
  REQUIRE(text.substr(24, 2) == std::string_view("\0\3", 2));
  // Entry 9 at 62 with 32 bytes, entry 3 at 94 with 4, entry 2 behind it with 9.
  REQUIRE(text.substr(26, 12) == std::string_view("\0\0\0\x09\0\0\0\x3E\0\0\0\x20", 12));
  REQUIRE(text.substr(38, 12) == std::string_view("\0\0\0\3\0\0\0\x5E\0\0\0\4", 12));
  REQUIRE(text.substr(50, 12) == std::string_view("\0\0\0\2\0\0\0\x62\0\0\0\x09", 12));
  REQUIRE(text.substr(62, 8) == "TEXTttxt");
  REQUIRE(text.ends_with("plan"));
}

TEST_CASE("files are known by what they begin with") {
  REQUIRE(bytes::extension_by_magic(bytes_of("GIF89a")) == ".gif");
  REQUIRE(bytes::extension_by_magic(bytes_of("\xB1\x68\xDE\x3A")) == ".dcx");
  REQUIRE(bytes::extension_by_magic(bytes_of("words")).empty());
  REQUIRE(bytes::extension_by_magic({}).empty());
  REQUIRE(bytes::is_compound_file(bytes_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")));
  REQUIRE_FALSE(bytes::is_compound_file(bytes_of("\xD0\xCF")));
}
