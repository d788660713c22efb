#include "formats/directory/lines.h"

#include <catch2/catch.hpp>

#include "tests/formats/directory/reading.h"

using directory::FindingLog;
using directory::read_lines;
using test::bytes_of;
using test::Texts;

namespace {

Texts texts_of(std::string_view file, text::CodePageNumber charset = 0) {
  FindingLog findings;
  Texts out;
  const auto lines = read_lines(bytes_of(file), charset, findings).value();
  for (const auto& line : lines.lines) {
    out.push_back(line.text);
  }
  return out;
}

std::string utf16(std::string_view text, bool little_endian) {
  std::string out = little_endian ? "\xFF\xFE" : "\xFE\xFF";
  for (const char c : text) {
    out += little_endian ? std::string({c, '\0'}) : std::string({'\0', c});
  }
  return out;
}

}  // namespace

TEST_CASE("lines end with CR LF, LF or CR, and know their place") {
  FindingLog findings;

  const auto lines = read_lines(bytes_of("a\r\nbc\n\rd"), 0, findings).value().lines;

  REQUIRE(lines.size() == 4);
  CHECK(lines[1].text == "bc");
  CHECK(lines[1].number == 2);
  CHECK(lines[1].offset == 3);
  CHECK(lines[1].length == 3);
  CHECK(lines[2].text.empty());
  CHECK(lines[3].text == "d");
  CHECK(lines[3].length == 1);
}

TEST_CASE("a byte order mark says how a file is encoded") {
  CHECK(texts_of("\xEF\xBB\xBF\xC3\xA4", 850) == Texts{"\xC3\xA4"});
  CHECK(texts_of(utf16("a\r\nb\n", true)) == Texts{"a", "b"});
  CHECK(texts_of(utf16("a\r\nb\n", false)) == Texts{"a", "b"});
}

TEST_CASE("a file without a mark is in the charset that is given, in UTF-8, or in Windows 1252") {
  CHECK(texts_of("\x84", 850) == Texts{"\xC3\xA4"});
  CHECK(texts_of("\xC3\xA4") == Texts{"\xC3\xA4"});
  CHECK(texts_of("\xE4") == Texts{"\xC3\xA4"});
}

TEST_CASE("bytes that the code page cannot explain are damage, with their line") {
  FindingLog findings;

  const auto lines = read_lines(bytes_of("a\nb\xFF\n"), text::kUtf8, findings).value().lines;

  CHECK(lines[1].text == "b\xEF\xBF\xBD");
  REQUIRE(findings.items().size() == 1);
  CHECK(findings.items()[0].line == 2);
  CHECK(findings.items()[0].damage.offset == 2);
  CHECK(findings.damages() == 1);
}

TEST_CASE("a DOS end of file is no line") {
  CHECK(texts_of("a\r\n\x1A") == Texts{"a"});
  CHECK(texts_of("\x1A\r\na") == Texts{"\x1A", "a"});
}

TEST_CASE("Q152449: a double-byte character is intact wherever in the file it stands") {
  // The file is read whole: there is no border of 4,096 bytes to be broken on, and a character may
  // begin at any offset from 0 to 8,191.
  constexpr std::string_view kColumns = "Alias,Display Name,Comment\n";
  constexpr std::string_view kName = "\x8E\x52\x93\x63";  // Yamada in code page 932
  std::uint64_t wrong = 0;
  for (std::size_t offset = kColumns.size() + 2; offset < 8192; ++offset) {
    std::string text(kColumns);
    text += "a," + std::string(offset - text.size() - 2, 'x');
    text += kName;
    text += ",y\n";
    const auto file = test::read(text, {.charset = 932});
    const auto name = directory::value_of(file.records.at(0), directory::Attribute::DisplayName);
    const bool is_intact = name.ends_with("\xE5\xB1\xB1\xE7\x94\xB0") &&
                           text.find(kName) == offset && file.findings.total() == 0;
    wrong += is_intact ? 0 : 1;
  }
  CHECK(wrong == 0);
}

TEST_CASE("second bytes of double-byte characters are no separators") {
  // 0x5C and 0x7C are second bytes in code page 932; a column separator may be any ASCII code.
  const auto file =
      test::read("Alias|Display Name|Comment\na|\x83\x7C\x95\x5C|y\n", {.charset = 932});

  CHECK(directory::value_of(file.records.at(0), directory::Attribute::DisplayName) ==
        "\xE3\x83\x9D\xE8\xA1\xA8");
}
