#include "converters/pages/html_tokens.h"

#include <catch2/catch.hpp>

namespace html_tokens_test {

using convert::pages::decode_references;
using convert::pages::HtmlTokens;

/// "<name a=[b]>", "</name>", "text".
std::string told(std::string_view html) {
  HtmlTokens tokens(html);
  std::string out;
  while (const auto token = tokens.next()) {
    if (!token->tag) {
      out += std::string(token->text) + '|';
      continue;
    }
    out += (token->tag->closes ? "</" : "<") + token->tag->name;
    for (const auto& [name, value] : token->tag->attributes) {
      out += ' ' + name + "=[" + std::string(value) + ']';
    }
    out += ">|";
  }
  return out;
}

TEST_CASE("tags and texts come in turn, names in lower case") {
  CHECK(told("a<B Class=x>b</B >c") == "a|<b class=[x]>|b|</b>|c|");
}

TEST_CASE("values are quoted in either way, or not at all") {
  CHECK(told("<a b=\"1>2\" c='3\"4' d=5/6 e f = g>") == "<a b=[1>2] c=[3\"4] d=[5/6] e=[] f=[g]>|");
  CHECK(told("<img/src=x/onerror=y>") == "<img src=[x/onerror=y]>|");
  CHECK(told("<a =b c>") == "<a =b=[] c=[]>|");
}

TEST_CASE("comments, declarations and instructions are no content") {
  CHECK(told("a<!-- <b> -->c<!doctype html>d<?xml x?>e<!-->f</ x>g") == "a|c|d|e|f|g|");
}

TEST_CASE("what is cut off ends with the document") {
  CHECK(told("<a b=\"c") == "<a b=[c]>|");
  CHECK(told("<a") == "<a>|");
  CHECK(told("a<") == "a|<|");
  CHECK(told("<!--") == "");
  CHECK(told("</") == "</|");
}

TEST_CASE("raw text ends with its own closing tag") {
  HtmlTokens tokens("<script>a</b><p></SCRIPT>c");
  CHECK(tokens.next()->tag->name == "script");
  CHECK(tokens.raw_text("script") == "a</b><p>");
  CHECK(tokens.next()->tag->closes);
  CHECK(tokens.next()->text == "c");
  HtmlTokens open("<script>a</b>");
  CHECK(open.next().has_value());
  CHECK(open.raw_text("script") == "a</b>");
  CHECK(!open.next().has_value());
}

TEST_CASE("character references are decoded, unknown ones stay") {
  CHECK(decode_references("a&amp;b&#106;avascript&#x3A;&nosuch;&") == "a&bjavascript:&nosuch;&");
}

TEST_CASE("a document of nothing but open tags takes one look at each character") {
  std::string html;
  for (int i = 0; i < 500'000; ++i) {
    html += "<a b='<";
  }
  HtmlTokens tokens(html);
  std::size_t count = 0;
  while (tokens.next()) {
    ++count;
  }
  CHECK(count > 0);
}

}  // namespace html_tokens_test
