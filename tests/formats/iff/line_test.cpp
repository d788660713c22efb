#include "formats/iff/line.h"

#include <catch2/catch.hpp>
#include <vector>

namespace {

std::vector<std::string> logical(std::string_view file, std::uint32_t page = 1252,
                                 iff::Continuation continuation = iff::Continuation::Joined) {
  iff::LineReader lines(file);
  std::vector<std::string> found;
  while (const auto line = iff::next_logical_line(lines, page, continuation)) {
    found.push_back(line->text);
  }
  return found;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("lines end in CR LF, LF or CR, and keep their numbers and offsets") {
  iff::LineReader lines("a\r\nb\nc\rd");

  REQUIRE(lines.next()->text == "a");
  const auto second = lines.next();
  REQUIRE(second->text == "b");
  REQUIRE(second->at == iff::Place{.offset = 3, .line = 2});
  REQUIRE(lines.next()->text == "c");
  const auto last = lines.next();
  REQUIRE(last->text == "d");
  REQUIRE(last->at == iff::Place{.offset = 7, .line = 4});
  REQUIRE_FALSE(lines.next());
}

TEST_CASE("blank lines and remarks are passed over") {
  REQUIRE(logical("\r\n! remark \\\\\r\n \t\r\na\r\n!b\r\n") == Lines{"a"});
}

TEST_CASE("two backslashes at the end of a line join the next") {
  REQUIRE(logical("Fol\\\\\r\nder,x\r\ny\r\n") == Lines{"Folder,x", "y"});
  REQUIRE(logical("a\\\\\r\nb\\\\\r\nc\r\n") == Lines{"abc"});
  REQUIRE(logical("a \\\\\r\nb\r\n") == Lines{"a b"});
  REQUIRE(logical("a\\\\") == Lines{"a"});
}

TEST_CASE("one backslash, a quote that is open and a directory join nothing") {
  REQUIRE(logical("a\\\r\nb\r\n") == Lines{"a\\", "b"});
  REQUIRE(logical("x,\"a\\\\\r\nb\r\n") == Lines{"x,\"a\\\\", "b"});
  REQUIRE(logical("a\\\\\r\nb\r\n", 1252, iff::Continuation::Literal) == Lines{"a\\\\", "b"});
}

TEST_CASE("a backslash that is the second half of a character continues nothing") {
  // 83 5C is one character in 932; then one backslash is left.
  REQUIRE_FALSE(iff::ends_in_continuation("\x83\\\\", 932));
  REQUIRE(iff::ends_in_continuation("\x83\\\\\\", 932));
  REQUIRE_FALSE(iff::ends_in_continuation("\x83\\\\", 54936));
  REQUIRE(iff::ends_in_continuation("\x83\\\\", 1252));
  REQUIRE(logical("\x83\\\\\r\nb\r\n", 932) == Lines{"\x83\\\\", "b"});
}

TEST_CASE("a line of very many short ones is joined in time that grows with its length") {
  std::string text;
  std::string whole;
  constexpr int kMany = 130'000;
  for (int i = 0; i < kMany; ++i) {
    text += "a\\\\\n";
    whole += "a";
  }
  iff::LineReader lines(text);

  const auto line = iff::next_logical_line(lines, 1252, iff::Continuation::Joined);

  REQUIRE(line->text == whole);
  REQUIRE_FALSE(line->is_too_long);
}

TEST_CASE("a value of very many quotes that are joined is given up, and the line is too long") {
  std::string text;
  constexpr int kMany = 130'000;
  for (int i = 0; i < kMany; ++i) {
    text += "\"a\"\\\\\n";
  }
  iff::LineReader lines(text);

  REQUIRE(iff::next_logical_line(lines, 1252, iff::Continuation::Joined)->is_too_long);
}
