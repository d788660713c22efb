#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "formats/text/rtf_text.h"

namespace {

using bytes::Damage;
using bytes::DamageKind;
using bytes::DamageLog;
using text::RtfContent;

/// The text of RTF that is intact.
std::string text_of(std::string_view rtf) {
  DamageLog damage;
  const text::RtfText result = text::read_rtf(rtf, damage);
  CHECK(damage.items().empty());
  CHECK(result.undecodable == 0);
  return result.utf8;
}

std::string plain(const std::string& body) {
  return text_of("{\\rtf1\\ansi\\ansicpg1252\\uc1 " + body + "}");
}
std::string html(const std::string& body) {
  return text_of(
      "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss Arial;}"
      "{\\f1\\fcharset204 Arial Cyr;}}\n" +
      body + "}");
}

std::vector<Damage> damage_of(std::string_view rtf) {
  DamageLog damage;
  static_cast<void>(text::read_rtf(rtf, damage));
  return damage.items();
}

}  // namespace

TEST_CASE("what an RTF encapsulates stands in its first ten tokens") {
  CHECK(text::rtf_content("{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0 x}") ==
        RtfContent::EncapsulatedHtml);
  CHECK(text::rtf_content("{\\rtf1\\ansi\\fbidis\\ansicpg1252\\deff0\\deftab720\\fromtext x}") ==
        RtfContent::EncapsulatedText);
  CHECK(text::rtf_content("{\\rtf1\\ansi text \\fromhtml1}") == RtfContent::Rtf);
  CHECK(text::rtf_content("{\\rtf1\\a\\b\\c\\d\\e\\f\\g\\h\\fromhtml1 x}") == RtfContent::Rtf);
  CHECK(text::rtf_content("{\\rtf1\\fromhtml0 x}") == RtfContent::Rtf);
  CHECK(text::rtf_content("") == RtfContent::Rtf);
}

TEST_CASE("the HTML of a message comes back out of its RTF") {
  // The example of [MS-OXRTFEX] 4.1, shortened: tags in HTMLTAG groups, what stands for them in
  // RTF between \htmlrtf and \htmlrtf0, text outside both.
  CHECK(html("{\\*\\htmltag18 <HTML>}{\\*\\htmltag241   <!-- comment -->}\n"
             "{\\*\\htmltag50 <BODY>}\\htmlrtf {\\htmlrtf0\n"
             "{\\*\\htmltag64 <P>}\\htmlrtf {\\htmlrtf0 Note the line break inside a P tag. "
             "{\\*\\htmltag84 <B>}\\htmlrtf {\\b \\htmlrtf0 This is {\\*\\htmltag84 <b>}bold"
             "{\\*\\htmltag92 </B>}\\htmlrtf }\\htmlrtf0 \\htmlrtf\\par}\\htmlrtf0\n"
             "{\\*\\htmltag0 \\par }{\\*\\htmltag58 </BODY>}\\htmlrtf }\\htmlrtf0"
             "{\\*\\htmltag27 </HTML>}") ==
        "<HTML>  <!-- comment --><BODY><P>Note the line break inside a P tag. <B>This is <b>bold"
        "</B>\r\n</BODY></HTML>");
}

TEST_CASE("suppression is a property of its group") {
  CHECK(html("a\\htmlrtf b{\\htmlrtf0 c}d\\htmlrtf0 e") == "ace");
  CHECK(html("\\htmlrtf1 x\\'e9\\bullet\\u482?\\{\\par{\\*\\htmltag1 y}\\htmlrtf0 z") == "z");
}

TEST_CASE("control words that stand for characters become what HTML calls them") {
  CHECK(html("\\lquote a\\rquote\\ldblquote b\\rdblquote\\bullet\\endash\\emdash\\~\\_") ==
        "&lsquo;a&rsquo;&ldquo;b&rdquo;&bull;&ndash;&mdash;&nbsp;&shy;");
  CHECK(html("a\\par b\\line c\\tab d") == "a\r\nb\r\nc\td");
  CHECK(html("{\\*\\htmltag a\\_b\\par\\tab c}") == "a&shy;b\r\n\tc");
  CHECK(html("a\\cell b\\pard\\plain c") == "abc");
}

TEST_CASE("text is in its font's code page, a tag in the document's") {
  CHECK(html("caf\\'e9 {\\f1 \\'cf}\\f1{\\*\\htmltag64 <p class=\"x\\'e9\">}\\'cf") ==
        "café П<p class=\"xé\">П");
}

TEST_CASE("rewritten tags and list numbers are not HTML of the message") {
  CHECK(html("{\\*\\mhtmltag84 <img>}{\\*\\htmltag84 <li>}{\\pntext\\f1\\'B7\\tab}item") ==
        "<li>item");
}

TEST_CASE("the charset that a document names is left as it stands") {
  CHECK(html("{\\*\\htmltag161 <meta charset=koi8-r>}\\u1078?") == "<meta charset=koi8-r>ж");
}

TEST_CASE("encapsulated text has its line ends back") {
  const std::string rtf =
      "{\\rtf1\\ansi\\fbidis\\ansicpg1252\\deff0\\deftab720\\fromtext{\\fonttbl{\\f0\\fswiss "
      "Times New Roman;}{\\f1\\fswiss\\fcharset2\r\nSymbol;}}\r\n{\\colortbl;\\red192;}\r\n"
      "{\\*\\generator Exchange;}\\pard\\plain\\f0\\fs24 first\\par\r\nsecond\\tab \\{x\\}}";
  DamageLog damage;

  const text::RtfText result = text::read_rtf(rtf, damage);

  CHECK(result.content == RtfContent::EncapsulatedText);
  CHECK(result.utf8 == "first\r\nsecond\t{x}");
  CHECK(damage.items().empty());
}

TEST_CASE("plain RTF shows its visible text") {
  CHECK(plain("one\\par two\\line three\\tab four\\par") == "one\r\ntwo\r\nthree\tfour\r\n");
  CHECK(plain("a\\cell b\\cell\\row c\\cell\\row") == "a\tb\t\r\nc\t\r\n");
  CHECK(plain("\\lquote a\\rquote \\ldblquote b\\rdblquote \\bullet\\endash\\emdash\\~") ==
        "‘a’“b”•–—\u00A0");
  CHECK(plain("{\\colortbl;\\red0;}{\\stylesheet{\\s0 Normal;}}{\\info{\\author Me}}text") ==
        "text");
  CHECK(plain("{\\*\\unknown {hidden} \\par}text{\\pict 0123abcd}") == "text");
  CHECK(plain("seen{\\v unseen}seen") == "seenseen");
  CHECK(plain("a\\-b") == "ab");
}

TEST_CASE("a field, an object and a shape show their result") {
  CHECK(plain("{\\field{\\*\\fldinst HYPERLINK \"http://a.b\"}{\\fldrslt link}}") == "link");
  CHECK(plain("{\\object{\\*\\objdata 0105}{\\result {\\pict 01}picture}}") == "picture");
  CHECK(plain("{\\shp{\\*\\shpinst\\shpleft0{\\sp{\\sn x}}{\\shptxt in it}}}") == "in it");
  CHECK(plain("{\\upr{ansi}{\\*\\ud{\\u1078?}}}") == "ж");
  CHECK(plain("{\\pntext 1.\\tab}item") == "1.\titem");
}

TEST_CASE("\\uN replaces as many characters as \\uc says") {
  CHECK(plain("\\u8364?x") == "€x");
  CHECK(plain("\\uc0\\u8364 x") == "€x");
  CHECK(plain("\\uc2\\u26085\\'93\\'fax") == "日x");
  CHECK(plain("{\\uc0\\u8364}\\u8364?x") == "€€x");
  CHECK(plain("\\u-10179?\\u-8704?") == "😀");
  CHECK(plain("\\u8226\\bullet x") == "•x");
  CHECK(plain("{\\u8364}x") == "€x");
}

TEST_CASE("a \\uN without its fallback loses neither a line end nor a further \\uN") {
  CHECK(plain("\\u8364\\par\\u8364\\u8364") == "€\r\n€€");
}

TEST_CASE("a lone surrogate counts as undecodable") {
  DamageLog damage;

  const text::RtfText result = text::read_rtf("{\\rtf1 a\\u-10179?b}", damage);

  CHECK(result.utf8 == "a\uFFFDb");
  CHECK(result.undecodable == 1);
}

TEST_CASE("Q179980 double-byte text in RTF is read in the code page of the document") {
  const std::string header = "{\\rtf1\\ansi\\ansicpg932 ";

  CHECK(text_of(header + "\\'93\\'fa\\'96\\'7b}") == "日本");
  CHECK(text_of(header + "\\'83\\\\\\'83A}") == "ソア");
  CHECK(text_of(header + "\\'93\r\n\\'fa}") == "日");
}

TEST_CASE("Q216473 an RTF body gives its text without control words") {
  CHECK(text_of("{\\rtf1\\ansi{\\fonttbl\\f0\\fswiss Helvetica;}\\f0\\pard\r\n"
                "This is some {\\b bold} text.\\par\r\n}") == "This is some bold text.\r\n");
}

TEST_CASE("a font's character set decides, then the document's page") {
  const std::string fonts =
      "{\\rtf1\\ansi\\ansicpg1250\\deff1{\\fonttbl{\\f0\\fcharset238{\\*\\panose 02}Arial CE;}"
      "{\\f1\\fcharset161 Arial Greek;}{\\f2 Arial;}{\\f3\\fcharset2 Symbol;}{\\f4\\cpg866 DOS;}"
      "{\\f5\\fcharset2 Wingdings;}}";

  CHECK(text_of(fonts + "\\'e1\\plain\\f0\\'b9\\f2\\'b9\\f99\\'b9\\plain\\'e1}") == "αąąąα");
  CHECK(text_of(fonts + "\\f4\\'8f}") == "П");
  CHECK(text_of(fonts + "\\f3\\'b7\\f5\\'b7\\'4a}") == "•\uF0B7J");
}

TEST_CASE("documents of old name their character set in a word") {
  CHECK(text_of("{\\rtf1\\mac \\'8e}") == "é");
  CHECK(text_of("{\\rtf1\\pc \\'82}") == "é");
  CHECK(text_of("{\\rtf1\\pca \\'9b}") == "ø");
  CHECK(text_of("{\\rtf1\\ansi\\ansicpg0 \\'e9}") == "é");
}

TEST_CASE("a byte that its page cannot explain is marked and counted") {
  DamageLog damage;

  const text::RtfText result = text::read_rtf("{\\rtf1\\ansi\\ansicpg932 a\\'ffb\\'zz}", damage);

  CHECK(result.utf8 == "a\uFFFDb\uFFFDzz");
  CHECK(result.undecodable == 2);
}

TEST_CASE("an unknown code page is damage, and its ASCII is read") {
  DamageLog damage;

  const text::RtfText result = text::read_rtf("{\\rtf1\\ansi\\ansicpg4711 a\\'e9}", damage);

  CHECK(result.utf8 == "a\uFFFD");
  CHECK(damage.items() == std::vector{Damage{.offset = 11,
                                             .length = 0,
                                             .kind = DamageKind::OutOfRange,
                                             .field = "RTF.ansicpg",
                                             .found = 4711,
                                             .expected = 0}});
  CHECK(damage_of("{\\rtf1{\\fonttbl{\\f0\\fcharset99 x;}}}").at(0).field == "RTF.fcharset");
}

TEST_CASE("a document cut off anywhere is read as far as it goes, and said to be cut off") {
  const std::string rtf = "{\\rtf1\\ansi {\\b one}\\par two}";
  const std::string whole = text_of(rtf);
  for (std::size_t size = 7; size < rtf.size(); ++size) {
    CAPTURE(size);
    DamageLog damage;

    const text::RtfText result = text::read_rtf(std::string_view(rtf).substr(0, size), damage);

    CHECK(whole.starts_with(result.utf8));
    CHECK(damage.items().at(0).kind == DamageKind::Truncated);
    CHECK(damage.items().at(0).field == "RTF.group");
  }
}

TEST_CASE("binary data that end early are damage") {
  CHECK(damage_of("{\\rtf1 \\bin9 ab}").at(0) == Damage{.offset = 7,
                                                        .length = 0,
                                                        .kind = DamageKind::Truncated,
                                                        .field = "RTF.bin",
                                                        .found = 3,
                                                        .expected = 9});
}

TEST_CASE("nesting without end meets a limit, once, and the text is still read") {
  const std::string rtf =
      "{\\rtf1 a" + std::string(100'000, '{') + "b" + std::string(100'000, '}') + "c}";
  DamageLog damage;

  const text::RtfText result = text::read_rtf(rtf, damage);

  CHECK(result.utf8 == "abc");
  REQUIRE(damage.items().size() == 1);
  CHECK(damage.items()[0].field == "RTF.group depth");
}

TEST_CASE("padding behind the document is nothing, anything else is unclaimed") {
  CHECK(damage_of(std::string("{\\rtf1 a}\r\n\0", 12)).empty());
  CHECK(damage_of("{\\rtf1 a}more") == std::vector{Damage{.offset = 9,
                                                          .length = 4,
                                                          .kind = DamageKind::Unclaimed,
                                                          .field = "RTF.trailer",
                                                          .found = 0,
                                                          .expected = 0}});
}

TEST_CASE("what does not begin as RTF is reported and read as well as it can be") {
  DamageLog damage;

  const text::RtfText result = text::read_rtf("just text", damage);

  CHECK(result.utf8 == "just text");
  CHECK(damage.items().at(0).kind == DamageKind::BadMagic);
}
