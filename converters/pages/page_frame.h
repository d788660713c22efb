// What the pages that need no script share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convert::pages {

enum class PageKind : std::uint8_t { Losses, Sources, Charts };

/// A page with the links to the others. `content` is HTML.
[[nodiscard]] std::string framed_page(PageKind kind, std::string_view content);

/// `text`, escaped, set apart so that its direction of writing ends with it.
[[nodiscard]] std::string isolated(std::string_view text);

/// A table that scrolls by itself on a narrow screen. Cells are HTML.
class HtmlTable {
 public:
  HtmlTable(std::string_view caption, const std::vector<std::string_view>& head);
  void row(const std::vector<std::string>& cells);
  [[nodiscard]] std::string html() const { return html_ + "</tbody></table></div>\n"; }

 private:
  std::vector<std::string> labels_;  // of the columns, escaped: a phone has no room for a head
  std::string html_;
};

/// Terms and what they are; those that are empty are left out. `values` are texts.
[[nodiscard]] std::string definition_list(
    const std::vector<std::pair<std::string_view, std::string>>& values);

}  // namespace convert::pages
