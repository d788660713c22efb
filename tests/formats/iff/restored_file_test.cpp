#include "formats/iff/restored_file.h"

#include <catch2/catch.hpp>

#include "formats/bytes/byte_source.h"
#include "formats/iff/secondary.h"
#include "tests/formats/iff/secondary_maker.h"

using iff::restore_line_ends;
using test::bytes_of;
using test::SecondaryMaker;

namespace {

using RestoredPointers = std::vector<std::uint64_t>;

/// As `sed 's/\r$//'` and transfers of text do.
std::string without_crs(std::string text) {
  for (std::size_t at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", at)) {
    text.erase(at, 1);
    ++at;
  }
  return text;
}

std::string restored_text(const std::string& file, const RestoredPointers& pointers) {
  const auto restored = restore_line_ends(bytes_of(file), pointers);
  REQUIRE(restored);
  return std::string(bytes::as_text(restored->bytes));
}

}  // namespace

TEST_CASE("a file whose CR LF became LF is again what it was") {
  SecondaryMaker maker;
  const auto first = maker.add("Body", "one\r\ntwo\r\n\r\n");
  const auto second = maker.add("Body", "see", "FALSE");
  maker.add("Attachment", "a\nb\nc", "FALSE", "bare.txt");
  maker.add("Attachment", "\r\nBody,9,,TRUE,,,\r\n", "FALSE", "header.txt");
  maker.add("Attachment", "", "TRUE", "empty.txt");
  const auto third = maker.add("Body", "no line end");
  const RestoredPointers pointers = {first, second, third};

  REQUIRE(restored_text(without_crs(maker.text()), pointers) == maker.text());
  REQUIRE(restore_line_ends(bytes_of(without_crs(maker.text())), pointers)->doubtful.empty());
}

TEST_CASE("files with both kinds of line ends are as long as they were, and doubtful") {
  SecondaryMaker maker;
  maker.add("Body", "text\r\n", "FALSE");
  const auto file = maker.add("Attachment", "a\nb\r\nc", "TRUE", "both.txt");
  const auto last = maker.add("Body", "a\nb\r\nc");
  const RestoredPointers pointers = {50, last};
  const std::string lf = without_crs(maker.text());

  REQUIRE(restored_text(lf, pointers).size() == maker.text().size());
  const auto restored = restore_line_ends(bytes_of(lf), pointers);
  REQUIRE(restored->doubtful == RestoredPointers{file});
  const iff::Secondary secondary(restored->bytes, pointers, restored->doubtful);
  bytes::DamageLog damage;
  REQUIRE_FALSE(secondary.read_chain(50, damage).is_whole);
  REQUIRE(damage.items().at(0).field == "SEC.line ends");
  REQUIRE(secondary.read_chain(last, damage).is_whole);
}

TEST_CASE("a file that fits its pointers stays as it is") {
  SecondaryMaker maker;
  const auto first = maker.add("Body", "one\r\ntwo");
  REQUIRE_FALSE(restore_line_ends(maker.bytes(), RestoredPointers{first}));
  REQUIRE_FALSE(restore_line_ends(maker.bytes(), RestoredPointers{first + 400}));
  const std::string lf = "Type,Length,Encoding,Islast,Name,Position,Format\nBody,3,,TRUE,,,\none\n";
  REQUIRE_FALSE(restore_line_ends(bytes_of(lf), RestoredPointers{49}));
  REQUIRE_FALSE(restore_line_ends(bytes_of(lf), {}));
}

TEST_CASE("line ends of very many sections are restored in time that grows with the file") {
  std::string file = "Type,Length,Encoding,Islast,Name,Position,Format\n";
  constexpr int kMany = 40'000;
  for (int i = 0; i < kMany; ++i) {
    file += "Body,99999999,,TRUE,,,\nxx\n";
  }
  REQUIRE_FALSE(restore_line_ends(bytes_of(file), RestoredPointers{50, 5'000'000}));
}
