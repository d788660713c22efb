#include "formats/text/html_text.h"

#include <catch2/catch.hpp>
#include <string>

#include "formats/text/html_entities.h"
#include "formats/text/utf8.h"

namespace text {
namespace {

TEST_CASE("elements that begin a line break it, and breaks break it again") {
  CHECK(html_text("<p>one</p><p>two</p>") == "one\r\ntwo\r\n");
  CHECK(html_text("one<br>two<BR/>three") == "one\r\ntwo\r\nthree\r\n");
  CHECK(html_text("one<br><br>two") == "one\r\n\r\ntwo\r\n");
  CHECK(html_text("<div>one<div>two</div></div><ul><li>three<li>four</ul>") ==
        "one\r\ntwo\r\nthree\r\nfour\r\n");
  CHECK(html_text("<table><tr><td>a<td>b</tr><tr><th>c</th><th>d</th></tr></table>") ==
        "a\tb\r\nc\td\r\n");
  CHECK(html_text("a<b>b</b>c<a href='x'>d</a>") == "abcd\r\n");
}

TEST_CASE("an empty paragraph as Outlook writes it stays an empty line") {
  CHECK(html_text("<p class=MsoNormal>one<o:p></o:p></p>\r\n<p class=MsoNormal>&nbsp;</p>\r\n"
                  "<p>two</p>") == "one\r\n \r\ntwo\r\n");
}

TEST_CASE("white space folds, but not in preformatted text") {
  CHECK(html_text("  one \r\n\t two  ") == "one two\r\n");
  CHECK(html_text("one <b> two</b> ") == "one two\r\n");
  CHECK(html_text("x<pre>a  b\r\n c</pre>  d  e") == "x\r\na  b\r\n c\r\nd e\r\n");
  CHECK(html_text(" \r\n<p></p> ").empty());
  CHECK(html_text("").empty());
}

TEST_CASE("what is not shown is left out") {
  CHECK(html_text("<head><title>T</title><style>p { x > y }</style></head>a") == "a\r\n");
  CHECK(html_text("a<script>if (a</b>) '</scrip'</SCRIPT >b") == "ab\r\n");
  CHECK(html_text("a<!-- <p>no</p> -- > -->b<!DOCTYPE html><?xml version='1'?>c") == "abc\r\n");
  CHECK(html_text("a<![if !supportLists]>b<![endif]>") == "ab\r\n");
  CHECK(html_text("<img alt=\"a > b\" src='c>d'>e") == "e\r\n");
}

TEST_CASE("character references are decoded, and unknown ones stay") {
  CHECK(html_text("&lt;&amp;&gt; &eacute;&#233;&#xE9;&#XE9; &euro;") == "<&> éééé €\r\n");
  CHECK(html_text("a&nbsp;&nbsp;b &amp c &#8364 d") == "a  b & c € d\r\n");
  CHECK(html_text("&nosuch; &; & &# &#x; &#xg") == "&nosuch; &; & &# &#x; &#xg\r\n");
  CHECK(html_text("&#128;&#150;&#146;") == "€–’\r\n");  // windows-1252, as browsers read them
  CHECK(html_text("&#0;&#xD800;&#x110000;&#99999999;") == "\uFFFD\uFFFD\uFFFD\uFFFD\r\n");
  CHECK(html_text("&Eacute;&yuml;&Yuml;&nbspx") == "ÉÿŸ&nbspx\r\n");
}

TEST_CASE("what is no HTML is text") {
  CHECK(html_text("1 < 2 > 0") == "1 < 2 > 0\r\n");
  CHECK(html_text("a <") == "a <\r\n");
  CHECK(html_text("日本語") == "日本語\r\n");
}

TEST_CASE("what is never closed reaches to the end, or ends with its tag") {
  CHECK(html_text("a<!-- b") == "a\r\n");
  CHECK(html_text("a<style>b") == "a\r\n");
  CHECK(html_text("a<p b") == "a\r\n");
  CHECK(html_text("a<p title=\"b>c") == "a\r\nc\r\n");
}

TEST_CASE("no reading takes more than twice the room, or time beyond the size") {
  for (const std::string_view piece :
       {"<p title='", "<!--", "<style></", "<pre>\n", "<br>", "&#0", "</"}) {
    std::string html;
    while (html.size() < 1'000'000) {
      html += piece;
    }
    const std::string result = html_text(html);
    CHECK(result.size() <= 2 * html.size() + 2);
    CHECK(is_utf8(result));
  }
}

TEST_CASE("a reference tells its size") {
  CHECK(html_character("&amp;x")->size == 5);
  CHECK(html_character("&ampersand") == std::nullopt);
  CHECK(html_character("&#65;")->character == U'A');
  CHECK(html_character("&") == std::nullopt);
}

}  // namespace
}  // namespace text
