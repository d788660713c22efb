#include "formats/iff/directory_row.h"

#include <algorithm>

#include "formats/iff/ascii.h"
#include "formats/iff/escape.h"
#include "formats/text/code_page.h"

namespace iff {
namespace {

std::string plain(std::string_view column) {
  std::string name = to_lower(column);
  std::erase_if(name, [](char c) { return c == ' ' || c == '-'; });
  return name;
}

}  // namespace

std::string_view DirectoryRow::find(std::string_view column) const {
  const std::string wanted = plain(column);
  const auto found =
      std::ranges::find_if(values, [&](const auto& value) { return plain(value.first) == wanted; });
  return found == values.end() ? std::string_view() : std::string_view(found->second);
}

DirectoryRow to_directory_row(const Section& section, const Row& row, text::CodePageNumber page) {
  DirectoryRow entry{.at = row.at, .values = {}, .remarks = {}};
  for (std::size_t i = 0; i < row.fields.size(); ++i) {
    const bool has_name = i < section.columns.size() && !section.columns[i].empty();
    std::string column =
        has_name ? text::decode(section.columns[i], page).utf8 : "column-" + std::to_string(i + 1);
    Unescaped value = unescape(text::decode(row.fields[i].text, page).utf8);
    if (value.finding == EscapeFinding::Unknown) {
      entry.remarks.push_back(column + ": a backslash that escapes nothing was kept");
    } else if (value.finding == EscapeFinding::KeptRaw) {
      entry.remarks.push_back(column +
                              ": as written: by the rule of backslashes it would have a line end");
    }
    entry.values.emplace_back(std::move(column), std::move(value.text));
  }
  return entry;
}

}  // namespace iff
