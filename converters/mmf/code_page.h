// Which code page a store's text is in. formats/mmf/FORMAT.md 12.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace convert::mmf {

struct PageChoice {
  std::uint32_t number = 0;
  std::string why;  // for the report: "the language English (American)"
};

/// `charset` is the user's choice (0: none); `language` the store's language string, 8-bit.
[[nodiscard]] PageChoice choose_page(std::uint32_t charset, std::string_view language);

}  // namespace convert::mmf
