#include "converters/mmf/code_page.h"

#include <algorithm>
#include <array>
#include <utility>

namespace convert::mmf {
namespace {

std::string to_lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower;
}

/// Words in a language string and the page they stand for; the first that occurs counts.
constexpr std::array<std::pair<std::string_view, std::uint32_t>, 31> kLanguages = {
    {{"taiwan", 950},  {"traditional", 950}, {"simplified", 936}, {"chinese", 936},
     {"japan", 932},   {"korea", 949},       {"russia", 1251},    {"bulgaria", 1251},
     {"ukrain", 1251}, {"greek", 1253},      {"turk", 1254},      {"central europe", 1250},
     {"czech", 1250},  {"hungar", 1250},     {"polish", 1250},    {"slovak", 1250},
     {"sloven", 1250}, {"croat", 1250},      {"roman", 1250},     {"english", 1252},
     {"german", 1252}, {"french", 1252},     {"spanish", 1252},   {"ital", 1252},
     {"dutch", 1252},  {"portug", 1252},     {"nordic", 1252},    {"swed", 1252},
     {"norw", 1252},   {"danish", 1252},     {"finn", 1252}}};

}  // namespace

PageChoice choose_page(std::uint32_t charset, std::string_view language) {
  constexpr std::uint32_t kWestern = 1252;
  if (charset != 0) {
    return {.number = charset, .why = "--charset"};
  }
  // Only ASCII goes into the report: the string itself has no code page yet.
  std::string shown;
  for (const char c : language) {
    shown += c >= ' ' && c <= '~' ? c : '?';
  }
  const std::string lower = to_lower(language);
  for (const auto& [word, page] : kLanguages) {
    if (lower.find(word) != std::string::npos) {
      return {.number = page, .why = "the store's language, \"" + shown + "\""};
    }
  }
  if (language.empty()) {
    return {.number = kWestern, .why = "the store names no language"};
  }
  return {.number = kWestern, .why = "the store's language, \"" + shown + "\", is not known"};
}

}  // namespace convert::mmf
