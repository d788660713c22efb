#include "converters/pages/harmless_css.h"

#include <catch2/catch.hpp>

namespace harmless_css_test {

using convert::pages::harmless_css;

TEST_CASE("colours and sizes of a style sheet stay") {
  const auto css = harmless_css("p > b { color: #F00; width: 12px } @media print { a { x: y } }");
  CHECK(css.css == "p > b { color: #F00; width: 12px } @media print { a { x: y } }");
  CHECK(css.loaded == 0);
}

TEST_CASE("whatever would load something is left out, in any case, and counted") {
  for (const auto* const text :
       {"background:URL(http://evil.test/x)", "@IMPORT 'http://evil.test/x'",
        "background:-webkit-image-set('http://evil.test/x' 1x)", "background:image('//evil.test')",
        "src:src('http://evil.test')", "width:expression(alert(1))", "behavior:none"}) {
    const auto css = harmless_css(text);
    CAPTURE(css.css);
    CHECK(css.loaded == 1);
    CHECK(css.css.find("left-out") != std::string::npos);
    CHECK(harmless_css(css.css).loaded == 0);
  }
}

TEST_CASE("escapes cannot spell what is left out, and no style ends its element") {
  CHECK(harmless_css("background:\\75rl(x)").css == "background: 75rl(x)");
  CHECK(harmless_css("u\\rl(x)").css == "u rl(x)");
  CHECK(harmless_css("a{}</style><script>").css == "a{} /style> script>");
}

TEST_CASE("what is left of a name that was taken out makes no new one") {
  CHECK(harmless_css("urlurl(x(").css == "urlleft-out(x(");
  CHECK(harmless_css("uurl(rl(").css == "uleft-out(rl(");
}

TEST_CASE("text cannot be turned by a style") {
  const auto css = harmless_css("unicode-bidi: bidi-override; direction: rtl");
  CHECK(css.css == "left-out: bidi-override; direction: rtl");
  CHECK(css.loaded == 0);
}

}  // namespace harmless_css_test
