// The one code page of a set: every character of its texts must have a place in it.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "formats/text/code_page.h"

namespace convert::iff {

class CodePageChoice {
 public:
  /// Begins with 1252. `only` leaves no choice; 0: all pages that Windows has for 8-bit text.
  explicit CodePageChoice(text::CodePageNumber only = 0);

  /// Whether some page has a place for all of `texts` (UTF-8) beside everything that was accepted
  /// before; then page() is the first of these. Otherwise nothing changes.
  [[nodiscard]] bool accept(const std::vector<std::string_view>& texts);
  /// `utf8` with "{U+65E5}" for each character that page() has no place for. Always accepted.
  [[nodiscard]] std::string spelled_out(std::string_view utf8) const;
  [[nodiscard]] text::CodePageNumber page() const { return page_; }
  /// Whether anything but ASCII was accepted: what was written so far depends on the page.
  [[nodiscard]] bool is_bound() const { return !seen_.empty(); }

 private:
  std::vector<text::CodePageNumber> candidates_;  // that hold what was seen, but for the pending
  text::CodePageNumber page_;
  std::set<char32_t> seen_;     // beyond ASCII
  std::set<char32_t> pending_;  // of these, what candidates_ were not asked about yet
};

}  // namespace convert::iff
