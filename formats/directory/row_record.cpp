#include "formats/directory/row_record.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "formats/text/code_page.h"
#include "formats/text/proxy_address.h"

namespace directory {
namespace {

/// A list may be broken over lines: a break right behind a separator is none of the data, another
/// stands for a blank.
std::string without_breaks(std::string_view list, char separator) {
  std::string out;
  for (const char c : list) {
    if (c != '\n') {
      out += c;
    } else if (!out.empty() && out.back() != separator) {
      out += ' ';
    }
  }
  return out;
}

std::vector<std::string> split_members(std::string_view list, char separator) {
  std::vector<std::string> members;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(separator), list.size());
    auto member = list.substr(0, end);
    member.remove_prefix(std::min(member.find_first_not_of(' '), member.size()));
    members.emplace_back(member);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return members;
}

std::vector<std::string> split_values(Attribute attribute, const std::string& value,
                                      char multi_value) {
  if (holds_addresses(attribute)) {
    return text::split_proxy_addresses(without_breaks(value, multi_value), multi_value);
  }
  return attribute == Attribute::Members
             ? split_members(without_breaks(value, multi_value), multi_value)
             : std::vector<std::string>{value};
}

void take(const RowPlace& place, Record& record, const std::string& name, const std::string& value,
          FindingLog& findings) {
  if (!add_value(record, name, value)) {
    findings.add({.line = place.line,
                  .damage = {.offset = place.offset,
                             .length = place.length,
                             .kind = bytes::DamageKind::OutOfRange,
                             .field = "row.columns",
                             .expected = kMostFields},
                  .column = name,
                  .raw = value});
  }
}

Change change_in_mode(std::string_view mode) {
  const auto folded = text::fold_case(mode);
  return folded == "delete" ? Change::Delete : folded == "modify" ? Change::Modify : Change::Add;
}

}  // namespace

Record to_record(const RowPlace& place, std::span<const Column> row, char multi_value,
                 FindingLog& findings) {
  Record record{.line = place.line};
  for (const auto& [name, value] : row) {
    const auto attribute = attribute_of(name);
    const auto values =
        attribute ? split_values(*attribute, value, multi_value) : std::vector<std::string>{value};
    for (const std::string& one : values) {
      if (text::is_deletion(one)) {
        findings.add({.line = place.line,
                      .damage = {.offset = place.offset,
                                 .length = place.length,
                                 .kind = bytes::DamageKind::Inconsistent,
                                 .field = "value.~DEL"},
                      .column = name,
                      .raw = one,
                      .is_note = true});
      } else if (attribute != Attribute::HomeServer || text::fold_case(one) != "~server") {
        take(place, record, name, one, findings);
      }
    }
    if (attribute == Attribute::Mode) {
      record.change = change_in_mode(value);
    }
  }
  return record;
}

}  // namespace directory
