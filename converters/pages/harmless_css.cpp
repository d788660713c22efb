#include "converters/pages/harmless_css.h"

#include <algorithm>
#include <array>

#include "formats/text/ascii.h"

namespace convert::pages {
namespace {

struct Dangerous {
  std::string_view word;
  std::string_view instead;
  bool loads = true;
};

// CSS Images 4, CSS Values 4 (src()), CSS Cascade (@import); Writing Modes (unicode-bidi).
// "image-set(" stands in "-webkit-image-set(", too; behaviour and expression are Internet
// Explorer's.
constexpr std::array kDangerous = {Dangerous{"url(", "left-out("},
                                   Dangerous{"src(", "left-out("},
                                   Dangerous{"image(", "left-out("},
                                   Dangerous{"image-set(", "left-out("},
                                   Dangerous{"@import", "@left-out"},
                                   Dangerous{"expression(", "left-out("},
                                   Dangerous{"-moz-binding", "-left-out"},
                                   Dangerous{"behavior", "left-out"},
                                   Dangerous{"unicode-bidi", "left-out", false}};

}  // namespace

HarmlessCss harmless_css(std::string_view css) {
  HarmlessCss result;
  while (!css.empty()) {
    const auto* const found = std::ranges::find_if(kDangerous, [&](const Dangerous& one) {
      return text::same_word(css.substr(0, one.word.size()), one.word);
    });
    if (found != kDangerous.end()) {
      result.css += found->instead;
      result.loaded += found->loads ? 1U : 0U;
      css.remove_prefix(found->word.size());
      continue;
    }
    const char c = css.front();
    result.css += c == '<' || c == '\\' ? ' ' : c;
    css.remove_prefix(1);
  }
  return result;
}

}  // namespace convert::pages
