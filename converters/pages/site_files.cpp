#include "converters/pages/site_files.h"

#include <algorithm>

#include "converters/pages/site_table.h"

namespace convert::pages {

std::string_view site_file(std::string_view name) {
  const auto* const found = std::ranges::find(kSiteTable, name, &SiteFile::name);
  return found == kSiteTable.end() ? std::string_view() : found->content;
}

std::string fill_site_file(
    std::string_view name,
    std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
  std::string out;
  std::string_view rest = site_file(name);
  for (std::size_t at = rest.find("{{"); at != std::string_view::npos; at = rest.find("{{")) {
    out += rest.substr(0, at);
    rest.remove_prefix(at + 2);
    const std::size_t end = rest.find("}}");
    const auto* const value =
        std::ranges::find(values, rest.substr(0, end), [](const auto& one) { return one.first; });
    if (value != values.end()) {
      out += value->second;
    }
    rest.remove_prefix(std::min(end, rest.size() - 2) + 2);
  }
  out += rest;
  return out;
}

}  // namespace convert::pages
