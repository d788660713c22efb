#include "formats/iff/directory_row.h"

#include <algorithm>
#include <array>

#include "formats/iff/ascii.h"
#include "formats/iff/escape.h"
#include "formats/text/code_page.h"
#include "formats/text/proxy_address.h"

namespace iff {
namespace {

std::string plain(std::string_view column) {
  std::string name = to_lower(column);
  std::erase_if(name, [](char c) { return c == ' ' || c == '-'; });
  return name;
}

constexpr std::string_view kAddresses = "Secondary-Proxy-Addresses";

bool is_list_of_addresses(std::string_view value) {
  const auto values = text::split_proxy_addresses(value, ';');
  return !values.empty() && std::ranges::all_of(values, [](const std::string& one) {
    return text::parse_proxy_address(one).form == text::ProxyForm::Typed;
  });
}

std::string column_name(const Section& section, std::size_t place, std::string_view value,
                        bool is_by_order, text::CodePageNumber page) {
  if (is_by_order && is_list_of_addresses(value)) {
    return std::string(kAddresses);
  }
  if (is_by_order && place < kDirectoryColumns.size() &&
      kDirectoryColumns.at(place) != kAddresses) {
    return std::string(kDirectoryColumns.at(place));
  }
  const bool has_name =
      !is_by_order && place < section.columns.size() && !section.columns[place].empty();
  return has_name ? text::decode(section.columns[place], page).utf8
                  : "column-" + std::to_string(place + 1);
}

}  // namespace

bool has_usable_header(const Section& section) {
  constexpr std::array<std::string_view, 4> kOthers = {"Directory Name", "Alias Name",
                                                       "E-mail Address", "E-mail Addresses"};
  return std::ranges::any_of(section.columns, [&](const std::string& column) {
    const auto is_same = [&](std::string_view known) { return plain(known) == plain(column); };
    return std::ranges::any_of(kDirectoryColumns, is_same) || std::ranges::any_of(kOthers, is_same);
  });
}

std::string class_of(const DirectoryRow& entry) {
  std::string told = to_lower(trim(entry.find("Obj-class")));
  if (told.empty() && !entry.values.empty()) {
    const std::string first = to_lower(trim(entry.values.front().second));
    told = first == "mailbox" || first == "remote" || first == "dl" ? first : told;
  }
  return told;
}

std::string_view DirectoryRow::find(std::string_view column) const {
  const std::string wanted = plain(column);
  const auto found =
      std::ranges::find_if(values, [&](const auto& value) { return plain(value.first) == wanted; });
  return found == values.end() ? std::string_view() : std::string_view(found->second);
}

DirectoryRow to_directory_row(const Section& section, const Row& row, text::CodePageNumber page) {
  DirectoryRow entry{.at = row.at, .values = {}, .remarks = {}};
  const bool is_by_order = !has_usable_header(section);
  for (std::size_t i = 0; i < row.fields.size(); ++i) {
    Unescaped value = unescape(text::decode(row.fields[i].text, page).utf8);
    std::string column = column_name(section, i, value.text, is_by_order, page);
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
