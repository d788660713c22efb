#include <catch2/catch.hpp>

#include "entities.h"
#include "formats/mime/header_text.h"

using mime::HeaderField;
using mime::split_header;
using Fields = std::vector<HeaderField>;
using Lines = std::vector<std::string>;

namespace {

HeaderField field(std::string name, std::string value) {
  return {.name = std::move(name), .value = std::move(value)};
}

}  // namespace

TEST_CASE("fields keep their order, their repetitions and their folding") {
  const auto block = split_header(
      "Received: from a\r\n\tby b; Tue, 14 Mar 1995 09:15:00 +0100\r\nReceived: "
      "c\r\nSubject:x\r\n");

  CHECK(block.fields ==
        Fields{field("Received", "from a\r\n\tby b; Tue, 14 Mar 1995 09:15:00 +0100"),
               field("Received", "c"), field("Subject", "x")});
  CHECK(block.rejected.empty());
}

TEST_CASE("every line end is understood, and folding comes back with CRLF") {
  const Fields expected{field("A", "1\r\n 2"), field("B", "3")};
  CHECK(split_header("A: 1\r\n 2\r\nB: 3\r\n").fields == expected);
  CHECK(split_header("A: 1\n 2\nB: 3\n").fields == expected);
  CHECK(split_header("A: 1\r 2\rB: 3\r").fields == expected);
  CHECK(split_header("A: 1\r\r\n 2\r\r\nB: 3\r\r\n").fields == expected);
}

TEST_CASE("an mbox separator is rejected, not taken for a field") {
  const auto block = split_header("From ann@x Tue Mar 14 09:15:00 1995\nSubject: x\n");

  CHECK(block.fields == Fields{field("Subject", "x")});
  CHECK(block.rejected == Lines{"From ann@x Tue Mar 14 09:15:00 1995"});
}

TEST_CASE("garbage is rejected with the lines that continue it") {
  const auto block = split_header(" early\nA: 1\nno field here\n more of it\n--=_b: 2\n: 3\nB: 4");

  CHECK(block.fields == Fields{field("A", "1"), field("B", "4")});
  CHECK(block.rejected == Lines{" early", "no field here", " more of it", "--=_b: 2", ": 3"});
}

TEST_CASE("white space before the colon, as RFC 822 allowed, belongs to no name") {
  CHECK(split_header("Subject \t: x\r\n").fields == Fields{field("Subject", "x")});
}

TEST_CASE("a continuation of white space only is left out") {
  CHECK(split_header("A: 1\r\n \t\r\n 2\r\n").fields == Fields{field("A", "1\r\n 2")});
}

TEST_CASE("a block that ends in the middle of a field keeps what is there") {
  CHECK(split_header("A: 1\r\nSubj").rejected == Lines{"Subj"});
  CHECK(split_header("A: 1\r\nB:").fields == Fields{field("A", "1"), field("B", "")});
  CHECK(split_header("A: 1\r").fields == Fields{field("A", "1")});
}

TEST_CASE("8-bit octets and NULs in values are kept") {
  const std::string value("M\xFCller \0 x", 10);
  CHECK(split_header("To: " + value + "\r\n").fields == Fields{field("To", value)});
}

TEST_CASE("what follows the empty line is no header") {
  const auto block = split_header("\r\nA: 1\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n");

  CHECK(block.fields == Fields{field("A", "1")});
  CHECK(block.rejected == Lines{"--b", "Content-Type: text/plain"});
}

TEST_CASE("no octet of a header block is lost but its line ends and blank lines") {
  test::Random random(5);
  for (int round = 0; round < 500; ++round) {
    const std::string raw = test::random_bytes(random, 400);
    const auto block = split_header(raw);

    std::string kept;
    for (const HeaderField& f : block.fields) {
      kept += f.name + f.value;
    }
    for (const std::string& line : block.rejected) {
      kept += line;
    }
    const auto count = [](std::string_view text) {
      return std::ranges::count_if(
          text, [](char c) { return c != '\r' && c != '\n' && c != ' ' && c != '\t' && c != ':'; });
    };
    CHECK(count(kept) == count(raw));
  }
}
