#include <array>
#include <random>
#include <string>

#include <catch2/catch.hpp>

#include "formats/bytes/byte_source.h"
#include "formats/text/code_page.h"
#include "formats/text/utf8.h"

namespace {

using text::decode;
using text::Decoded;
using text::encode;

Decoded clean(std::string utf8) { return {.utf8 = std::move(utf8), .undecodable = 0}; }

std::string all_bytes(int first, int last) {
  std::string result;
  for (int byte = first; byte <= last; ++byte) {
    result += static_cast<char>(byte);
  }
  return result;
}

std::string control_bytes() { return all_bytes(0x00, 0x1F) + "\x7F"; }

}  // namespace

TEST_CASE("every row of the table opens, and plain text passes in both directions") {
  for (const text::CodePage& page : text::code_pages()) {
    CAPTURE(page.number);

    const Decoded decoded = decode(std::string_view("A z 09\r\n\t"), page.number);

    if (page.number != text::kUtf16 && page.number != 1201) {
      CHECK(decoded == clean("A z 09\r\n\t"));
    }
    const auto encoded = encode("A z 09\r\n\t", page.number);
    REQUIRE(encoded.has_value());
    CHECK(decode(*encoded, page.number) == clean("A z 09\r\n\t"));
    CHECK(text::find_code_page(page.number) == &page);
  }
}

TEST_CASE("in every DOS page the control bytes are themselves, both ways") {
  int pages = 0;
  for (const text::CodePage& page : text::code_pages()) {
    if (page.dos) {
      CAPTURE(page.number);
      ++pages;

      CHECK(decode(control_bytes(), page.number) == clean(control_bytes()));
      CHECK(encode(control_bytes(), page.number) == control_bytes());
    }
  }
  CHECK(pages == 22);
}

TEST_CASE("no page rotates a control byte") {
  // ESC, SO and SI shift ISO-2022. UTF-7 has no control bytes but TAB, LF and CR.
  const std::string controls = "\x01\x07\x08\t\n\x0B\x0C\r\x1A\x1C\x1D\x1E\x1F\x7F";
  for (const text::CodePage& page : text::code_pages()) {
    if (page.number != text::kUtf16 && page.number != 1201 && page.number != 65000) {
      CAPTURE(page.number);
      CHECK(decode(controls, page.number) == clean(controls));
    }
  }
}

TEST_CASE("Q174725 every byte of code pages 437 and 10000 has its exact character") {
  const std::string upper_437 =
      "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█"
      "▄▌▐▀"
      "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0";
  const std::string upper_10000 =
      "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00A0ÀÃÕŒœ–—“”‘’÷"
      "◊ÿŸ"
      "⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uF8FFÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

  CHECK(decode(all_bytes(0x00, 0x7F), 437) == clean(all_bytes(0x00, 0x7F)));
  CHECK(decode(all_bytes(0x80, 0xFF), 437) == clean(upper_437));
  CHECK(encode(upper_437, 437) == all_bytes(0x80, 0xFF));
  CHECK(decode(all_bytes(0x00, 0x7F), 10000) == clean(all_bytes(0x00, 0x7F)));
  CHECK(decode(all_bytes(0x80, 0xFF), 10000) == clean(upper_10000));
  CHECK(encode(upper_10000, 10000) == all_bytes(0x80, 0xFF));
}

TEST_CASE("one word in the code pages of its language") {
  struct Vector {
    text::CodePageNumber page = 0;
    std::string_view raw;
    std::string_view utf8;
  };
  const std::array vectors = {
      Vector{.page = 850, .raw = "\x9B\xB5\xD5\xE6", .utf8 = "øÁıµ"},
      Vector{.page = 852, .raw = "\xA9\xAA\xE7", .utf8 = "ę¬š"},
      Vector{.page = 737, .raw = "\x95\x98\xE5\xA8\x9C", .utf8 = "Χαίρε"},
      Vector{.page = 865, .raw = "\x9B\x9D\xE6", .utf8 = "øØµ"},
      Vector{.page = 866, .raw = "\x8F\xE0\xA8\xA2\xA5\xE2", .utf8 = "Привет"},
      Vector{.page = 1250, .raw = "\xB9\xEA\x9C", .utf8 = "ąęś"},
      Vector{.page = 1251, .raw = "\xCF\xF0\xE8\xE2\xE5\xF2", .utf8 = "Привет"},
      Vector{.page = 1252, .raw = "\x80\x93\xE9\x94", .utf8 = "€“é”"},
      Vector{.page = 1253, .raw = "\xC1\xED\xF7", .utf8 = "Ανχ"},
      Vector{.page = 1254, .raw = "\xDD\xFE\xF0", .utf8 = "İşğ"},
      Vector{.page = 1255, .raw = "\xF9\xEC\xE5\xED", .utf8 = "שלום"},
      Vector{.page = 1256, .raw = "\xD3\xE1\xC7\xE3", .utf8 = "سلام"},
      Vector{.page = 1257, .raw = "\xE0\xE8\xE6", .utf8 = "ąčę"},
      Vector{.page = 1258, .raw = "\xF0\xFE", .utf8 = "đ₫"},
      Vector{.page = 874, .raw = "\xCA\xC7\xD1\xCA", .utf8 = "สวัส"},
      Vector{.page = 20866, .raw = "\xF0\xD2\xC9\xD7\xC5\xD4", .utf8 = "Привет"},
      Vector{.page = 21866, .raw = "\xA4\xA6\xA7", .utf8 = "єії"},
      Vector{.page = 28592, .raw = "\xB1\xB6", .utf8 = "ąś"},
      Vector{.page = 28595, .raw = "\xBF\xE0\xD8", .utf8 = "При"},
      Vector{.page = 28599, .raw = "\xDD\xFE", .utf8 = "İş"},
      Vector{.page = 28605, .raw = "\xA4\xBD", .utf8 = "€œ"},
      Vector{.page = 28606, .raw = "\xA4\xAA\xFE", .utf8 = "€Șț"},
      Vector{.page = 932,
             .raw = "\x93\xFA\x96\x7B\x8C\xEA \x83\x5C \xB1 \x87\x40",
             .utf8 = "日本語 ソ ｱ ①"},
      Vector{.page = 936, .raw = "\xD6\xD0\xCE\xC4\x80", .utf8 = "中文€"},
      Vector{.page = 949, .raw = "\xC7\xD1\xB1\xDB\x8C\x63", .utf8 = "한글똠"},
      Vector{.page = 950, .raw = "\xA4\xA4\xA4\xE5\xB3\x5C", .utf8 = "中文許"},
      Vector{.page = 51932, .raw = "\xC6\xFC\xCB\xDC\xB8\xEC \x8E\xB1", .utf8 = "日本語 ｱ"},
      Vector{.page = 51949, .raw = "\xC7\xD1\xB1\xDB", .utf8 = "한글"},
      Vector{.page = 54936, .raw = "\xD6\xD0\x81\x30\x84\x36", .utf8 = "中¥"},
      Vector{.page = 50220, .raw = "\x1B$BF|K\\8l\x1B(B", .utf8 = "日本語"},
      Vector{.page = 65000, .raw = "+ZeVnLIqe-", .utf8 = "日本語"},
      Vector{.page = 65001, .raw = "日本語", .utf8 = "日本語"},
  };
  for (const Vector& vector : vectors) {
    CAPTURE(vector.page);
    CHECK(decode(vector.raw, vector.page) == clean(std::string(vector.utf8)));
    CHECK(encode(vector.utf8, vector.page) == vector.raw);
  }
}

TEST_CASE(
    "Q198861 a trail byte that looks like a backslash or bracket is no character of its own") {
  CHECK(decode(std::string_view("\x95\x5C\x8E\xA6\x83\x5B"), 932) == clean("表示ゼ"));
}

TEST_CASE("each sequence that a page cannot explain becomes one replacement and counts") {
  CHECK(decode(std::string_view("a\xD5\xE7z"), 857) ==
        Decoded{.utf8 = "a\uFFFD\uFFFDz", .undecodable = 2});
  CHECK(decode(std::string_view("a\xC3z\xFF"), text::kUtf8) ==
        Decoded{.utf8 = "a\uFFFDz\uFFFD", .undecodable = 2});
  CHECK(decode(std::string_view("\xED\xA0\x80"), text::kUtf8).undecodable > 0);
  CHECK(decode(std::string_view("\x93\xFA\x93"), 932) ==
        Decoded{.utf8 = "日\uFFFD", .undecodable = 1});
  CHECK(decode(std::string_view("\x81\x01"
                                "a"),
               932) == Decoded{.utf8 = "\uFFFD\x01"
                                       "a",
                               .undecodable = 1});
  CHECK(decode(std::string_view("\xE9"), text::kAscii) ==
        Decoded{.utf8 = "\uFFFD", .undecodable = 1});
}

TEST_CASE("an unknown code page decodes as ASCII") {
  CHECK(decode(std::string_view("abc\xE9"), 4711) ==
        Decoded{.utf8 = "abc\uFFFD", .undecodable = 1});
  CHECK(encode("abc", 4711) == std::nullopt);
}

TEST_CASE("a replacement character that was in the text does not count") {
  CHECK(decode(std::string_view("\xEF\xBF\xBD"), text::kUtf8) == clean("\uFFFD"));
}

TEST_CASE("a byte order mark and NULs stay in the text") {
  const std::string text(
      "\xEF\xBB\xBF"
      "a\0b",
      6);

  CHECK(decode(text, text::kUtf8) == clean(text));
}

TEST_CASE("UTF-16 joins surrogates, and a lone one or an odd byte counts as undecodable") {
  const auto utf16 = [](std::string_view raw) { return decode(raw, text::kUtf16); };
  using std::string_view_literals::operator""sv;

  CHECK(utf16("a\0\xAC\x20\x3D\xD8\x00\xDE"sv) == clean("a€😀"));
  CHECK(utf16("\x3D\xD8"
              "a\0"sv) == Decoded{.utf8 = "\uFFFDa", .undecodable = 1});
  CHECK(utf16("\x00\xDE"
              "a\0"sv) == Decoded{.utf8 = "\uFFFDa", .undecodable = 1});
  CHECK(utf16("a\0\x3D\xD8"sv) == Decoded{.utf8 = "a\uFFFD", .undecodable = 1});
  CHECK(utf16("a\0b"sv) == Decoded{.utf8 = "a\uFFFD", .undecodable = 1});
  CHECK(utf16("\x3D\xD8"
              "b"sv) == Decoded{.utf8 = "\uFFFD\uFFFD", .undecodable = 2});
  CHECK(text::encode_utf16("a€😀") == "a\0\xAC\x20\x3D\xD8\x00\xDE"sv);
  CHECK(text::encode_utf16("\xFF") == "\xFD\xFF"sv);
  CHECK(encode("é", 1201) == "\0\xE9"sv);
}

TEST_CASE("what a page has no place for is refused, never replaced") {
  CHECK(encode("日", 1252) == std::nullopt);
  CHECK(encode("€", 28591) == std::nullopt);
  CHECK(encode("é", 932) == std::nullopt);
  CHECK(encode("\uFFFD", 437) == std::nullopt);
  CHECK(encode("\xFF", text::kUtf8) == std::nullopt);
  CHECK(encode("", 1252) == "");
}

TEST_CASE("what encodes decodes to the same, in every page") {
  std::mt19937 random(1995);
  const auto pick = [&](std::uint32_t below) {
    return std::uniform_int_distribution<std::uint32_t>(0, below - 1)(random);
  };
  for (const text::CodePage& page : text::code_pages()) {
    CAPTURE(page.number);
    for (int round = 0; round < 200; ++round) {
      std::string raw;
      for (int i = 0; i < 6; ++i) {
        raw += static_cast<char>(pick(256));
      }

      const Decoded decoded = decode(raw, page.number);

      CHECK(text::is_utf8(decoded.utf8));
      if (const auto encoded = encode(decoded.utf8, page.number)) {
        CHECK(decode(*encoded, page.number) == clean(decoded.utf8));
      }
    }
  }
}

TEST_CASE("a stream decodes as a whole does, wherever it is cut") {
  std::mt19937 random(1996);
  for (const text::CodePage& page : text::code_pages()) {
    CAPTURE(page.number);
    std::string raw;
    for (int i = 0; i < 64; ++i) {
      raw += static_cast<char>(std::uniform_int_distribution<int>(0, 255)(random));
    }
    const Decoded whole = decode(raw, page.number);

    for (std::size_t cut = 0; cut <= raw.size(); ++cut) {
      text::StreamDecoder decoder(page.number);
      Decoded pieces;
      const auto data = std::as_bytes(std::span(raw));
      decoder.decode(data.first(cut), false, pieces.utf8);
      decoder.decode(data.subspan(cut), true, pieces.utf8);
      pieces.undecodable = decoder.undecodable();
      REQUIRE(pieces == whole);
    }
  }
}

TEST_CASE("code pages are found by what users and headers write") {
  const auto by_name = [](std::string_view name) {
    return text::code_page_by_name(name).value_or(0);
  };

  CHECK(by_name("850") == 850);
  CHECK(by_name("cp850") == 850);
  CHECK(by_name("CP-850") == 850);
  CHECK(by_name("IBM437") == 437);
  CHECK(by_name("Windows-1252") == 1252);
  CHECK(by_name("ISO-8859-1") == 28591);
  CHECK(by_name("iso_8859-15") == 28605);
  CHECK(by_name("latin1") == 28591);
  CHECK(by_name("utf-8") == text::kUtf8);
  CHECK(by_name("UTF8") == text::kUtf8);
  CHECK(by_name("utf-16le") == text::kUtf16);
  CHECK(by_name("KOI8-R") == 20866);
  CHECK(by_name("Shift_JIS") == 932);
  CHECK(by_name("iso-2022-jp") == 50220);
  CHECK(by_name("EUC-JP") == 51932);
  CHECK(by_name("ks_c_5601-1987") == 949);
  CHECK(by_name("gb2312") == 936);
  CHECK(by_name("Big5") == 950);
  CHECK(by_name("us-ascii") == text::kAscii);
  CHECK(by_name("macintosh") == 10000);
}

TEST_CASE("a name of no page is no page") {
  CHECK(text::code_page_by_name("") == std::nullopt);
  CHECK(text::code_page_by_name("4711") == std::nullopt);
  CHECK(text::code_page_by_name("cp") == std::nullopt);
  CHECK(text::code_page_by_name("klingon") == std::nullopt);
  CHECK(text::code_page_by_name("99999999999999999999") == std::nullopt);
}

TEST_CASE("a MIME name leads back to a page that reads the same") {
  for (const text::CodePage& page : text::code_pages()) {
    if (!page.mime_name.empty()) {
      CAPTURE(page.number);
      const auto found = text::code_page_by_name(page.mime_name);
      REQUIRE(found.has_value());
      CHECK(text::find_code_page(*found)->icu_name == page.icu_name);
    }
  }
}

TEST_CASE("ASCII ends at 7F") {
  CHECK(text::is_ascii("abc\x7F"));
  CHECK_FALSE(text::is_ascii("é"));
}

TEST_CASE("names are composed, and names that differ in case alone fold to one") {
  CHECK(text::to_nfc("e\u0301") == "é");
  CHECK(text::to_nfc("a\xFF") == "a\uFFFD");
  CHECK(text::fold_case("Straße") == text::fold_case("STRASSE"));
  CHECK(text::fold_case("E\u0301tude") == text::fold_case("étude"));
  CHECK(text::fold_case("a") != text::fold_case("b"));
}

TEST_CASE("ISO-2022-KR keeps its backslash") {
  const std::string korean = "\\ 한글";

  CHECK(decode(encode(korean, 50225).value(), 50225) == clean(korean));
  CHECK(encode("₩", 50225) == std::nullopt);
}

TEST_CASE("a stream encoder gives what encode() gives, wherever the text is cut") {
  const std::string utf8 = "Gr\u00FC\u00DFe, \u041F\u043B\u0430\u043D \u65E5\u672C \U0001F4E7!";

  for (const text::CodePageNumber page : {text::kUtf8, text::kUtf16, 54936U}) {
    const std::string expected = *text::encode(utf8, page);
    for (std::size_t cut = 0; cut <= utf8.size(); ++cut) {
      text::StreamEncoder encoder(page);
      std::vector<std::byte> out;
      encoder.encode(std::string_view(utf8).substr(0, cut), false, out);
      encoder.encode(std::string_view(utf8).substr(cut), true, out);
      CHECK(bytes::as_text(out) == expected);
      CHECK(encoder.lost() == 0);
    }
  }
}

TEST_CASE("what has no place in the code page becomes a question mark and is counted") {
  const auto encoded = [](std::string_view utf8, text::CodePageNumber page) {
    text::StreamEncoder encoder(page);
    std::vector<std::byte> out;
    encoder.encode(utf8, true, out);
    return std::pair(std::string(bytes::as_text(out)), encoder.lost());
  };

  CHECK(encoded("a\u00E9\u041F", 1252) == std::pair(std::string("a\xE9?"), std::uint64_t{1}));
  CHECK(encoded("a\u65E5\U0001F4E7", 932) ==
        std::pair(std::string("a\x93\xFA?"), std::uint64_t{1}));
  CHECK(encoded("a\xFF", 1252) == std::pair(std::string("a?"), std::uint64_t{1}));
}

TEST_CASE("upper case is of one character for one") {
  CHECK(text::upper_case(U'a') == U'A');
  CHECK(text::upper_case(U'\u00E9') == U'\u00C9');
  CHECK(text::upper_case(U'\u00DF') == U'\u00DF');
}
