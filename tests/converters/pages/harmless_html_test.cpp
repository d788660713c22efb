#include "converters/pages/harmless_html.h"

#include <catch2/catch.hpp>

namespace harmless_html_test {

using convert::pages::harmless_html;
using convert::pages::HarmlessHtml;

HarmlessHtml rebuilt(std::string_view html) {
  return harmless_html(html, [](const std::string& content_id) {
    return content_id == "logo@x" ? std::string("data:image/gif;base64,R0lG") : std::string();
  });
}

TEST_CASE("the text and its marks stay") {
  const auto html = rebuilt(
      "<html><head><title>T</title></head><body><p align=center>A <b>bold</b> &amp; &eacute; "
      "&hellip;<br>word<table border=1><tr><td colspan='2'>cell</td></tr></table></body></html>");
  CHECK(html.html ==
        "<div><p align=\"center\">A <b>bold</b> &amp; \xC3\xA9 \xE2\x80\xA6<br>word<table "
        "border=\"1\"><tr><td colspan=\"2\">cell</td></tr></table>");
  CHECK(html.active == 0);
  CHECK(html.remote == 0);
}

TEST_CASE("scripts, handlers, frames, forms and their like are gone, and counted") {
  for (const auto* const text :
       {"<script>alert(1)</script>x", "<SCRIPT src=http://evil.test/a.js></SCRIPT >x",
        "<script/x>alert(1)</script>x", "<b onclick=alert(1)>x</b>", "<b\nONMOUSEOVER = 'a'>x</b>",
        "<iframe srcdoc='<script>alert(1)</script>'>x</iframe>", "<object data=javascript:1>x",
        "<embed>x", "<form action=http://evil.test>x</form>", "<svg/onload=alert(1)>x",
        "<meta http-equiv=refresh content='0;url=http://evil.test'>x",
        "<base href=http://evil.test/>x", "<link rel=stylesheet>x", "<math>x</math>",
        "<a href=javascript:alert(1)>x</a>", "<a href=' &#106;ava&#x53;cript:alert(1)'>x</a>"}) {
    const auto html = rebuilt(text);
    CAPTURE(text, html.html);
    CHECK(html.active > 0);
    CHECK(html.html.find('x') != std::string::npos);
    for (const auto* const word : {"<script", "<iframe", "<object", "<embed", "<form", "<svg",
                                   "<meta", "<base", "<link", "<math", " on", "href"}) {
      CHECK(html.html.find(word) == std::string::npos);
    }
  }
}

TEST_CASE("nothing elsewhere is named where a browser would load it") {
  const auto html = rebuilt(
      "<img src=http://evil.test/1.gif alt=pixel><img src='//evil.test/2'><td "
      "background=http://evil.test/3><p style='background:url(http://evil.test/4)'><style>@import "
      "'http://evil.test/5';</style><img src=file://evil.test/share/6><img "
      "srcset='http://evil.test/7 "
      "1x'><video poster=http://evil.test/8 src=http://evil.test/9>");
  CHECK(html.remote == 9);
  CHECK(html.html.find("<img") == std::string::npos);
  CHECK(html.html.find("url(") == std::string::npos);
  CHECK(html.html.find("@import") == std::string::npos);
  CHECK(html.html.find("title=\"http://evil.test/1.gif\">[pixel]") != std::string::npos);
}

TEST_CASE("pictures of the mail are shown, and those that are none are counted") {
  const auto html = rebuilt(
      "<img src=\"cid:logo%40x\" width=9 onerror=x><img src=cid:gone><img "
      "src='data:image/svg+xml,<svg onload=1>'><img src='data:image/png;base64,AA=='>");
  CHECK(html.html.find("<img src=\"data:image/gif;base64,R0lG\" width=\"9\">") == 0);
  CHECK(html.html.find("<img src=\"data:image/png;base64,AA==\">") != std::string::npos);
  CHECK(html.html.find("svg+xml,&lt;svg onload=1&gt;\">[picture]") != std::string::npos);
  CHECK(html.pictures == 1);
  CHECK(html.remote == 1);
  CHECK(html.active == 1);
}

TEST_CASE("a link says where it led and leads nowhere, but within the text") {
  CHECK(rebuilt("<a title='Your bank' href=\"http://evil.test/?a&amp;b\">here</a>").html ==
        "<a class=\"restante-link\" title=\"http://evil.test/?a&amp;b\">here</a>");
  CHECK(rebuilt("<a href='#top'>up</a><a name=top>").html ==
        "<a href=\"#top\">up</a><a id=\"top\">");
}

TEST_CASE("text cannot be turned unseen, by marks, references, elements or styles") {
  const auto html = rebuilt(
      "a\xE2\x80\xAE"
      "b&#8238;c&rlm;<bdo dir=rtl>d</bdo><span style='unicode-bidi:bidi-override'>e");
  CHECK(html.html == "a[U+202E]b[U+202E]c[U+200F]d<span style=\"left-out:bidi-override\">e");
}

TEST_CASE("values cannot leave their quotes, nor a style its element") {
  CHECK(rebuilt("<p title='\"><script>x</script>'>y").html ==
        "<p title=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt;\">y");
  CHECK(rebuilt("<style>a{}<!--</style ><b>y").html == "<style>a{} !--</style><b>y");
  CHECK(rebuilt("<style>a{}").html == "<style>a{}</style>");
}

TEST_CASE("what elements hide as text stays text") {
  CHECK(rebuilt("<xmp><b>x</b></xmp>").html == "<pre>&lt;b&gt;x&lt;/b&gt;</pre>");
  CHECK(rebuilt("<textarea><script>alert(1)</script></textarea>y").html == "y");
  CHECK(
      rebuilt("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>").html ==
      "<p title=\"&lt;/noscript&gt;&lt;img src=x onerror=alert(1)&gt;\">");
}

TEST_CASE("light text on a dark body stays readable") {
  CHECK(rebuilt("<body bgcolor=#000000 text='white' style='margin:0'>x").html ==
        "<div style=\"background-color:#000000;color:white;margin:0\">x");
  CHECK(rebuilt("<body bgcolor='red;background:url(x)'>x").html == "<div>x");
}

}  // namespace harmless_html_test
