#include "formats/directory/record.h"

#include <algorithm>
#include <utility>

namespace directory {
namespace {

char in_lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, in_lower_case, in_lower_case);
}

}  // namespace

std::vector<std::string_view> values_of(const Record& record, Attribute attribute) {
  std::vector<std::string_view> values;
  for (const Field& field : record.fields) {
    if (attribute_of(field.name) == attribute) {
      values.insert(values.end(), field.values.begin(), field.values.end());
    }
  }
  return values;
}

std::string_view value_of(const Record& record, Attribute attribute) {
  const auto values = values_of(record, attribute);
  return values.empty() ? std::string_view() : values.front();
}

bool add_value(Record& record, std::string_view name, std::string value) {
  if (value.empty()) {
    return true;
  }
  const auto known =
      std::find_if(record.fields.begin(), record.fields.end(),
                   [name](const Field& field) { return is_same_name(field.name, name); });
  if (known != record.fields.end()) {
    known->values.push_back(std::move(value));
    return true;
  }
  if (record.fields.size() >= kMostFields) {
    return false;
  }
  record.fields.push_back({.name = std::string(name), .values = {std::move(value)}});
  return true;
}

}  // namespace directory
