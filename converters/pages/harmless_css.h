// Style sheets of mails without what could load or disguise anything.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace convert::pages {

struct HarmlessCss {
  std::string css{};         // holds no "<" and no "\"
  std::uint64_t loaded = 0;  // things elsewhere that it would have loaded
};

/// `css` with every function and rule that loads something, and unicode-bidi, given a name that no
/// browser knows. Escapes, which could spell these names, lose their backslash.
[[nodiscard]] HarmlessCss harmless_css(std::string_view css);

}  // namespace convert::pages
