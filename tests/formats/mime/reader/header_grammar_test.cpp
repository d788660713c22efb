#include <catch2/catch.hpp>

#include "formats/mime/header_text.h"
#include "formats/mime/reader/address_list.h"
#include "formats/mime/reader/date_field.h"
#include "formats/mime/reader/encoded_text.h"
#include "formats/mime/reader/parameters.h"

using mime::parse_date;

namespace {

std::string words(std::string_view value) { return mime::decode_header_text(value, 1252).utf8; }

/// "name <address> [group]", one a line.
std::string addresses(std::string_view value) {
  std::string out;
  for (const auto& address : mime::parse_addresses(value, 1252).addresses) {
    out += address.name + "<" + address.address + ">" +
           (address.group.empty() ? "" : " [" + address.group + "]") + "\n";
  }
  return out;
}

std::string date(std::string_view value) {
  const auto read = parse_date(value);
  return read ? text::iso8601(read->ticks) + (read->has_zone ? "Z" : "") : "none";
}

std::string parameters(std::string_view value) {
  const auto read = mime::parse_parameterised(value, 1252);
  std::string out = read.value;
  for (const auto& parameter : read.parameters) {
    out += ";" + parameter.name + "=" + parameter.value;
  }
  return out;
}

}  // namespace

TEST_CASE("encoded-words in Q and B, with and without blanks between them") {
  CHECK(words("=?iso-8859-1?Q?caf=E9?=") == "caf\xC3\xA9");
  CHECK(words("a =?utf-8?B?w6k=?= b") == "a \xC3\xA9 b");
  CHECK(words("=?utf-8?Q?a?=\r\n =?utf-8?Q?b?= c") == "ab c");
  CHECK(words("=?US-ASCII*EN?Q?Keith_Moore?=") == "Keith Moore");
  CHECK(words("=?iso-2022-jp?B?GyRCJUYlOSVIGyhC?=") == "\xE3\x83\x86\xE3\x82\xB9\xE3\x83\x88");
}

TEST_CASE("a character split between two encoded-words of one charset comes together") {
  CHECK(words("=?utf-8?B?w?= =?utf-8?B?w6k=?=").size() > 0);
  CHECK(words("=?utf-8?Q?=C3?= =?utf-8?Q?=A9?=") == "\xC3\xA9");
}

TEST_CASE("what is no encoded-word stays text") {
  for (const std::string text : {"=?utf-8?X?a?=", "=?utf-8?Q?a", "a =? b", "=?=", "1=?2"}) {
    CHECK(words(text) == text);
  }
}

TEST_CASE("two hundred thousand beginnings of encoded-words take no time to speak of") {
  std::string text;
  for (int i = 0; i < 200'000; ++i) {
    text += "=?a?q?x ";
  }
  CHECK(words(text) == text);
}

TEST_CASE("8-bit text is UTF-8 when it is well-formed, else in the page that is given") {
  CHECK(words("caf\xC3\xA9") == "caf\xC3\xA9");
  CHECK(words("caf\xE9") == "caf\xC3\xA9");
  CHECK(mime::decode_header_text("\xEC\xE8\xF0", 1251).utf8 == "\xD0\xBC\xD0\xB8\xD1\x80");
  CHECK(words("=?unknown-8bit?Q?caf=E9?=") == "caf\xC3\xA9");
}

TEST_CASE("octets that their charset cannot explain are counted") {
  const auto text = mime::decode_header_text("=?utf-8?Q?a=FFb?=", 1252);
  CHECK(text.utf8 ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(text.undecodable == 1);
}

TEST_CASE("our own encoded-words come back") {
  for (const std::string text : {"Gr\xC3\xBC\xC3\x9F"
                                 "e",
                                 "a  b", " leading", "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E",
                                 "long words of text that must be folded somewhere because no line "
                                 "is as long as this one is, \xC3\xA9"}) {
    CHECK(words(mime::encode_unstructured(text)) == text);
  }
}

TEST_CASE("addresses in the forms of RFC 5322") {
  CHECK(addresses("ann@a.org") == "<ann@a.org>\n");
  CHECK(addresses("Ann <ann@a.org>, \"Lee, Bob\" <bob@b.org>") ==
        "Ann<ann@a.org>\nLee, Bob<bob@b.org>\n");
  CHECK(addresses("ann@a.org (Ann (the first) Lee)") == "Ann (the first) Lee<ann@a.org>\n");
  CHECK(addresses("Team: a@b, C <c@d>;, e@f") == "<a@b> [Team]\nC<c@d> [Team]\n<e@f>\n");
  CHECK(addresses("undisclosed-recipients:;").empty());
  CHECK(addresses("\"a\\\"b\" <\"odd one\"@x.org>") == "a\"b<\"odd one\"@x.org>\n");
  CHECK(addresses("<@r1,@r2:ann@a.org>") == "<ann@a.org>\n");
  CHECK(addresses("x@[IPv6:1::2]") == "<x@[IPv6:1::2]>\n");
}

TEST_CASE("addresses as old programs wrote them") {
  CHECK(addresses("John Q. Public <jqp@x.org>") == "John Q. Public<jqp@x.org>\n");
  CHECK(addresses("a@b; c@d") == "<a@b>\n<c@d>\n");
  CHECK(addresses("host!user") == "<host!user>\n");
  CHECK(addresses("Ann Lee") == "Ann Lee<>\n");
  CHECK(addresses("Ann <ann@a.org") == "Ann<ann@a.org>\n");
  CHECK(addresses("<<ann@a.org>>, b@c") == "<ann@a.org>\n<b@c>\n");
  CHECK(addresses("=?iso-8859-1?Q?M=FCller,_A?= <m@x>") == "M\xC3\xBCller, A<m@x>\n");
  CHECK(addresses("\"=?utf-8?Q?=C3=A9?=\" <m@x>") == "\xC3\xA9<m@x>\n");
  CHECK(addresses("/C=DE/A=BUND/S=Lee/") == "</C=DE/A=BUND/S=Lee/>\n");
  CHECK(addresses("ann @ a.org") == "<ann@a.org>\n");
  CHECK(addresses(", ,;").empty());
  CHECK(addresses("Ann <ann@x.org> Bob <bob@x.org>") == "Ann<ann@x.org>\nBob<bob@x.org>\n");
  CHECK(addresses("<a@b><c@d> E <e@f>, g@h") == "<a@b>\n<c@d>\nE<e@f>\n<g@h>\n");
  CHECK(addresses("Ann <> <ann@x.org>") == "Ann<ann@x.org>\n");
}

TEST_CASE("a megabyte of colons behind an address takes no time to speak of") {
  CHECK(addresses("a@b" + std::string(1'000'000, ':')).size() > 1'000'000);
  CHECK(addresses(std::string(1'000'000, ' ') + std::string(1'000'000, ':')).size() > 1'000'000);
}

TEST_CASE("dates with zones are instants") {
  CHECK(date("Tue, 14 Mar 1995 09:15:00 +0100") == "1995-03-14T08:15:00Z");
  CHECK(date("14 Mar 95 09:15 EST (really)") == "1995-03-14T14:15:00Z");
  CHECK(date("Tuesday, 14-Mar-95 09:15:07 GMT") == "1995-03-14T09:15:07Z");
  CHECK(date("Sat, 1 Jan 100 00:00:00 +0000") == "2000-01-01T00:00:00Z");
  CHECK(date("Thu, 31 Dec 1998 23:59:60 +0000") == "1999-01-01T00:00:00Z");
  CHECK(date("Fri, 1 Mar 2024 00:30:00 +0545") == "2024-02-29T18:45:00Z");
}

TEST_CASE("dates without a zone, or with one nobody knows, are what a clock showed") {
  CHECK(date("Tue, 14 Mar 1995 09:15:00 -0000") == "1995-03-14T09:15:00");
  CHECK(date("Tue Mar 14 09:15:00 1995") == "1995-03-14T09:15:00");
  CHECK(date("14 Mar 1995 09:15:00 XYZ") == "1995-03-14T09:15:00");
  CHECK(date("Tue Mar 14 09:15:00 PST 1995") == "1995-03-14T17:15:00Z");
}

TEST_CASE("what is no date is none") {
  for (const std::string value :
       {"2/31/99", "31 Feb 1999 10:00:00 +0000", "", "yesterday", "14 Mar 1995",
        "14 Mar 1995 25:00 +0000", "32 Mar 1995 10:00", "14 Foo 1995 10:00"}) {
    CHECK(date(value) == "none");
  }
}

TEST_CASE("parameters: tokens, quoted-strings, comments") {
  CHECK(parameters("Text/Plain; charset=us-ascii (plain); format = flowed") ==
        "text/plain;charset=us-ascii;format=flowed");
  CHECK(parameters("a/b; name=\"x; y\\\"z\"") == "a/b;name=x; y\"z");
  CHECK(parameters("a/b; name=two words.txt; x=1") == "a/b;name=two words.txt;x=1");
  CHECK(parameters("a/b;;; ; =x; name") == "a/b");
  CHECK(parameters("attachment") == "attachment");
}

TEST_CASE("Q166573 a path in a quoted-string keeps its backslashes") {
  CHECK(parameters("attachment; filename=\"C:\\A\\B.TXT\"") == "attachment;filename=C:\\A\\B.TXT");
  CHECK(parameters("attachment; filename=\"C:\\\\A\\\\B.TXT\"") ==
        "attachment;filename=C:\\A\\B.TXT");
}

TEST_CASE("Q258319 a name of 300 cp932 bytes comes back from its RFC 2231 segments") {
  std::string value = "attachment";
  std::string expected;
  for (int i = 0; i < 15; ++i) {
    value += ";\r\n filename*" + std::to_string(i) + "*=" + (i == 0 ? "shift_jis''" : "");
    for (int k = 0; k < 10; ++k) {
      value += "%93%fa";
      expected += "\xE6\x97\xA5";
    }
  }
  CHECK(parameters(value) == "attachment;filename=" + expected);
}

TEST_CASE("RFC 2231 in all its forms, and RFC 2047 where it may not stand") {
  CHECK(parameters("a/b; name*=utf-8'en'%C3%A9.txt") == "a/b;name=\xC3\xA9.txt");
  CHECK(parameters("a/b; name*1=b; name*0=a") == "a/b;name=ab");
  CHECK(parameters("a/b; name*0*=utf-8''%C3; name*1*=%A9; name*2=\"%20\"") ==
        "a/b;name=\xC3\xA9%20");
  CHECK(parameters("a/b; name=\"plain\"; name*=utf-8''ext") == "a/b;name=ext");
  CHECK(parameters("a/b; name=\"=?iso-8859-1?Q?=E9?=.txt\"") == "a/b;name=\xC3\xA9.txt");
  CHECK(parameters("a/b; name=\"\xE9.txt\"") == "a/b;name=\xC3\xA9.txt");
  CHECK(parameters("a/b; name*99999999999=x") == "a/b;name*99999999999=x");
}
