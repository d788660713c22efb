#include "formats/iff/multi_value.h"

#include <algorithm>

namespace iff {
namespace {

/// A quoted value that begins at `at`; `end` becomes the offset behind it. False: the quotes
/// do not stand around one value.
bool take_quoted(std::string_view field, std::size_t at, std::string& value, std::size_t& end) {
  for (std::size_t i = at + 1; i < field.size(); ++i) {
    if (field[i] != '"') {
      value += field[i];
    } else if (i + 1 < field.size() && field[i + 1] == '"') {
      value += '"';
      ++i;
    } else {
      end = i + 1;
      return end == field.size() || field[end] == ';';
    }
  }
  return false;
}

}  // namespace

std::vector<std::string> split_values(std::string_view field) {
  std::vector<std::string> values;
  for (std::size_t at = 0; at < field.size();) {
    at = std::min(field.find_first_not_of(' ', at), field.size());
    std::string value;
    std::size_t end = at;
    if (!field.substr(at).starts_with('"') || !take_quoted(field, at, value, end)) {
      end = std::min(field.find(';', at), field.size());
      value = field.substr(at, end - at);
    }
    if (!value.empty()) {
      values.push_back(std::move(value));
    }
    at = end + 1;
  }
  return values;
}

}  // namespace iff
