#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "formats/text/rtf_tokenizer.h"

namespace {

using Kind = text::RtfToken::Kind;

/// One line a token: enough to compare a whole sequence at a glance.
std::string tokens(std::string_view rtf) {
  text::RtfTokenizer tokenizer(rtf);
  std::string result;
  while (const auto token = tokenizer.next()) {
    const std::string parameter = token->parameter ? std::to_string(*token->parameter) : "";
    switch (token->kind) {
      case Kind::GroupStart:
        result += "{";
        break;
      case Kind::GroupEnd:
        result += "}";
        break;
      case Kind::ControlWord:
        result += "<" + std::string(token->word) + ">" + parameter;
        break;
      case Kind::ControlSymbol:
        result += "symbol " + std::string(token->word);
        break;
      case Kind::Byte:
        result += "byte " + (token->byte ? std::to_string(*token->byte) : "none");
        break;
      case Kind::Text:
        result += "'" + std::string(token->text) + "'";
        break;
      case Kind::Binary:
        result += "binary " + parameter + " '" + std::string(token->text) + "'";
        break;
    }
    result += "|";
  }
  return result;
}

}  // namespace

TEST_CASE("a space ends a control word and belongs to it, one more is text") {
  CHECK(tokens(R"({\b  bold\b0x})") == "{|<b>|' bold'|<b>0|'x'|}|");
  CHECK(tokens(R"(\li-720\par)") == "<li>-720|<par>|");
  CHECK(tokens(R"(\a-b)") == "<a>|'-b'|");
}

TEST_CASE("line ends separate and are no text") {
  CHECK(tokens("one\r\ntwo\\par\nthree") == "'one'|'two'|<par>|'three'|");
}

TEST_CASE("escaped characters are bytes") {
  CHECK(tokens(R"(\{\}\\\'e9\'E9)") == "byte 123|byte 125|byte 92|byte 233|byte 233|");
}

TEST_CASE("an escape without digits is a byte that is none, and eats nothing") {
  CHECK(tokens(R"(\'zzx)") == "byte none|'zzx'|");
  CHECK(tokens(R"(\')") == "byte none|");
  CHECK(tokens(R"(\'e)") == "byte none|'e'|");
}

TEST_CASE("symbols are one character") {
  CHECK(tokens("\\~\\*\\_\\\r\nx") == "symbol ~|symbol *|symbol _|symbol \r|'x'|");
  CHECK(tokens("\\") == "symbol |");
}

TEST_CASE("binary data are skipped whole, braces and all") {
  CHECK(tokens("\\bin5 {}\\}xtext") == "binary 5 '{}\\}x'|'text'|");
  CHECK(tokens("\\bin99 ab") == "binary 99 'ab'|");
  CHECK(tokens("\\bin0 ab") == "<bin>0|'ab'|");
}

TEST_CASE("a parameter beyond 32 bits stands at the limit") {
  CHECK(tokens(R"(\u99999999999999999999)") == "<u>2147483647|");
  CHECK(tokens(R"(\u-99999999999999999999)") == "<u>-2147483647|");
}
