#include "converters/iff/code_page_choice.h"

#include <algorithm>

#include "formats/text/utf8.h"

namespace convert::iff {
namespace {

std::string utf8_of(char32_t character) {
  std::string text;
  const auto add = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
  const auto value = static_cast<std::uint32_t>(character);
  if (value < 0x800U) {
    add(0xC0U | (value >> 6U));
  } else if (value < 0x10000U) {
    add(0xE0U | (value >> 12U));
    add(0x80U | ((value >> 6U) & 0x3FU));
  } else {
    add(0xF0U | (value >> 18U));
    add(0x80U | ((value >> 12U) & 0x3FU));
    add(0x80U | ((value >> 6U) & 0x3FU));
  }
  add(0x80U | (value & 0x3FU));
  return text;
}

bool holds(text::CodePageNumber page, const std::set<char32_t>& characters) {
  return std::ranges::all_of(characters, [page](char32_t character) {
    return text::encode(utf8_of(character), page).has_value();
  });
}

}  // namespace

CodePageChoice::CodePageChoice(text::CodePageNumber only)
    : candidates_({1252, 1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258, 932, 936, 949, 950, 874}),
      page_(only == 0 ? text::kWindows1252 : only) {
  if (only != 0) {
    candidates_ = {only};
  }
}

bool CodePageChoice::accept(const std::vector<std::string_view>& texts) {
  std::set<char32_t> fresh;
  for (const std::string_view text : texts) {
    if (text::is_ascii(text)) {
      continue;
    }
    text::for_each_character(text, [&](char32_t character) {
      if (character >= 0x80 && !seen_.contains(character)) {
        fresh.insert(character);
      }
    });
  }
  if (holds(page_, fresh)) {
    seen_.merge(fresh);
    return true;
  }
  std::set<char32_t> all = seen_;
  all.insert(fresh.begin(), fresh.end());
  const auto page = std::ranges::find_if(
      candidates_, [&](text::CodePageNumber candidate) { return holds(candidate, all); });
  if (page == candidates_.end()) {
    return false;
  }
  page_ = *page;
  seen_ = std::move(all);
  return true;
}

}  // namespace convert::iff
