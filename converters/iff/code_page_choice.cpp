#include "converters/iff/code_page_choice.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

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
  if (!holds(page_, fresh)) {
    // A page that has no place for what was accepted never comes back.
    std::erase_if(candidates_, [&](auto candidate) { return !holds(candidate, pending_); });
    pending_.clear();
    const auto page = std::ranges::find_if(
        candidates_, [&](text::CodePageNumber candidate) { return holds(candidate, fresh); });
    if (page == candidates_.end()) {
      return false;
    }
    page_ = *page;
  }
  pending_.insert(fresh.begin(), fresh.end());
  seen_.merge(fresh);
  return true;
}

std::string CodePageChoice::spelled_out(std::string_view utf8) const {
  if (text::is_ascii(utf8)) {
    return std::string(utf8);
  }
  std::string spelled;
  text::for_each_character(utf8, [&](char32_t character) {
    const std::string own =
        character < 0x80 ? std::string(1, static_cast<char>(character)) : utf8_of(character);
    if (character < 0x80 || text::encode(own, page_)) {
      spelled += own;
      return;
    }
    std::array<char, 16> name{};
    const int length =
        std::snprintf(name.data(), name.size(), "{U+%04X}", static_cast<unsigned>(character));
    spelled.append(name.data(), static_cast<std::size_t>(length));
  });
  return spelled;
}

}  // namespace convert::iff
