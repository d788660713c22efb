#include "formats/mime/content_line.h"

#include <catch2/catch.hpp>
#include <string>

namespace {

/// RFC 5545 3.1 the other way round.
std::string unfold(const std::string& folded) {
  std::string out;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (folded.compare(i, 3, "\r\n ") == 0) {
      i += 2;
    } else {
      out += folded[i];
    }
  }
  return out;
}

std::size_t longest_line(const std::string& text) {
  std::size_t longest = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find("\r\n", begin);
    longest = std::max(longest, end - begin);
    begin = end + 2;
  }
  return longest;
}

}  // namespace

TEST_CASE("a short content line stands on one line") {
  CHECK(mime::content_line("SUMMARY", "Lunch") == "SUMMARY:Lunch\r\n");
}

TEST_CASE("a long content line is folded at 75 octets and unfolds to itself") {
  const std::string value(500, 'x');

  const std::string line = mime::content_line("NOTE", value);

  CHECK(longest_line(line) == 75);
  CHECK(unfold(line) == "NOTE:" + value + "\r\n");
}

TEST_CASE("folding splits no UTF-8 character wherever it falls") {
  for (std::size_t lead = 0; lead < 8; ++lead) {
    std::string value(lead, 'a');
    for (int i = 0; i < 60; ++i) {
      value += "\xE2\x82\xAC";  // the euro sign
    }

    const std::string line = mime::content_line("NOTE", value);

    CHECK(longest_line(line) <= 75);
    CHECK(unfold(line) == "NOTE:" + value + "\r\n");
    for (std::size_t at = line.find("\r\n "); at != std::string::npos;
         at = line.find("\r\n ", at + 1)) {
      CHECK((static_cast<unsigned char>(line[at + 3]) & 0xC0U) != 0x80U);
    }
  }
}

TEST_CASE("octets that are no UTF-8 are folded all the same") {
  const std::string value(300, '\x80');

  const std::string line = mime::content_line("NOTE", value);

  CHECK(longest_line(line) <= 75);
  CHECK(unfold(line) == "NOTE:" + value + "\r\n");
}

TEST_CASE("text is escaped and every kind of line end becomes one backslash n") {
  CHECK(mime::escape_text("a;b,c\\d\r\ne\nf\rg\x01h\ti") == "a\\;b\\,c\\\\d\\ne\\nf\\ng h\ti");
}

TEST_CASE("a value cannot end its line") {
  CHECK(mime::content_line("URL", "http://x\r\nX-EVIL:1") == "URL:http://x  X-EVIL:1\r\n");
}

TEST_CASE("a parameter is quoted where it must be, and marks are written as RFC 6868 asks") {
  CHECK(mime::content_line("ATTENDEE", {{"CN", "Miller, Ann"}}, "mailto:a@b") ==
        "ATTENDEE;CN=\"Miller, Ann\":mailto:a@b\r\n");
  CHECK(mime::content_line("ATTENDEE", {{"CN", "Ann \"A^\"\nM"}}, "mailto:a@b") ==
        "ATTENDEE;CN=Ann ^'A^^^'^nM:mailto:a@b\r\n");
}

TEST_CASE("a mailto URI keeps what RFC 6068 allows and encodes the rest") {
  CHECK(mime::mailto_uri("ann.o'neil+x@example.org") == "mailto:ann.o'neil+x@example.org");
  CHECK(mime::mailto_uri("\"a b\"%c@d") == "mailto:%22a%20b%22%25c@d");
}
