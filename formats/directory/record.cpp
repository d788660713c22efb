#include "formats/directory/record.h"

#include <algorithm>
#include <set>
#include <utility>

#include "formats/text/code_page.h"

namespace directory {
namespace {

char in_lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, in_lower_case, in_lower_case);
}

/// Takes away the values of `gone`; all of the attribute when it names none.
void remove_values(Record& record, const Field& gone) {
  std::set<std::string> folded;
  for (const std::string& value : gone.values) {
    folded.insert(text::fold_case(value));
  }
  const auto attribute = attribute_of(gone.name);
  for (Field& field : record.fields) {
    if (is_same_name(field.name, gone.name) ||
        (attribute && attribute_of(field.name) == attribute)) {
      std::erase_if(field.values, [&folded](const std::string& value) {
        return folded.empty() || folded.count(text::fold_case(value)) != 0;
      });
    }
  }
  std::erase_if(record.fields, [](const Field& field) { return field.values.empty(); });
}

}  // namespace

std::vector<std::string_view> values_of(const Record& record, Attribute attribute) {
  std::vector<std::string_view> values;
  for (const Field& field : record.fields) {
    if (field.operation != Operation::Delete && attribute_of(field.name) == attribute) {
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
      std::find_if(record.fields.rbegin(), record.fields.rend(),
                   [name](const Field& field) { return is_same_name(field.name, name); });
  if (known != record.fields.rend()) {
    known->values.push_back(std::move(value));
    return true;
  }
  if (record.fields.size() >= kMostFields) {
    return false;
  }
  record.fields.push_back({.name = std::string(name), .values = {std::move(value)}});
  return true;
}

bool begin_field(Record& record, std::string_view name, Operation operation) {
  if (record.fields.size() >= kMostFields) {
    return false;
  }
  record.fields.push_back({.name = std::string(name), .operation = operation});
  return true;
}

bool apply_change(Record& record, const Record& change) {
  bool is_whole = true;
  for (const Field& field : change.fields) {
    if (field.operation == Operation::Delete) {
      remove_values(record, field);
      continue;
    }
    if (field.operation == Operation::Replace) {
      remove_values(record, {.name = field.name});
    }
    for (const std::string& value : field.values) {
      is_whole = add_value(record, field.name, value) && is_whole;
    }
  }
  return is_whole;
}

}  // namespace directory
