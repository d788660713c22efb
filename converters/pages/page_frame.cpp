#include "converters/pages/page_frame.h"

#include "converters/pages/escape.h"
#include "converters/pages/site_files.h"

namespace convert::pages {
namespace {

std::string_view title_of(PageKind kind) {
  switch (kind) {
    case PageKind::Losses:
      return "What was lost";
    case PageKind::Sources:
      return "Sources";
    case PageKind::Charts:
      break;
  }
  return "Charts";
}

}  // namespace

std::string framed_page(PageKind kind, std::string_view content) {
  const auto mark = [kind](PageKind here) {
    return std::string_view(kind == here ? " aria-current=\"page\"" : "");
  };
  return fill_site_file("page.html", {{"title", title_of(kind)},
                                      {"losses", mark(PageKind::Losses)},
                                      {"sources", mark(PageKind::Sources)},
                                      {"charts", mark(PageKind::Charts)},
                                      {"content", content}});
}

std::string isolated(std::string_view text) {
  return "<bdi dir=\"auto\">" + escaped(text) + "</bdi>";
}

HtmlTable::HtmlTable(std::string_view caption, const std::vector<std::string_view>& head)
    : html_("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"" + escaped(caption) +
            "\"><table role=\"table\"><caption>" + escaped(caption) +
            "</caption><thead><tr role=\"row\">") {
  for (const std::string_view one : head) {
    labels_.push_back(escaped(one));
    html_ += "<th scope=\"col\" role=\"columnheader\">" + labels_.back() + "</th>";
  }
  html_ += "</tr></thead><tbody>\n";
}

void HtmlTable::row(const std::vector<std::string>& cells) {
  html_ += "<tr role=\"row\">";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    html_ += "<td role=\"cell\" data-label=\"" + labels_.at(i) + "\">" + cells[i] + "</td>";
  }
  html_ += "</tr>\n";
}

std::string definition_list(const std::vector<std::pair<std::string_view, std::string>>& values) {
  std::string html = "<dl>\n";
  for (const auto& [term, value] : values) {
    if (!value.empty()) {
      html += "<dt>" + escaped(term) + "</dt><dd>" + isolated(value) + "</dd>\n";
    }
  }
  return html + "</dl>\n";
}

}  // namespace convert::pages
