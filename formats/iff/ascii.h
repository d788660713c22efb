// Keywords and names of columns, which are ASCII whatever the code page is.
#pragma once

#include <string>
#include <string_view>

namespace iff {

[[nodiscard]] inline std::string to_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return lower;
}

/// `word` in lower case.
[[nodiscard]] inline bool is_word(std::string_view text, std::string_view word) {
  return text.size() == word.size() && to_lower(text) == word;
}

/// Without blanks and tabs at both ends.
[[nodiscard]] inline std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  return begin == std::string_view::npos
             ? std::string_view()
             : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace iff
