#include "formats/directory/csv_dialect.h"

#include <algorithm>
#include <array>

#include "formats/directory/attribute.h"
#include "formats/directory/row_tokenizer.h"

namespace directory {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80U; }
char in_capitals(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// Whether one of the types that every Exchange directory has begins here.
bool type_begins(std::string_view text) {
  constexpr std::array<std::string_view, 5> kTypes = {"SMTP:", "MS:", "X400:", "X500:", "CCMAIL:"};
  return std::any_of(kTypes.begin(), kTypes.end(), [text](std::string_view type) {
    return std::ranges::equal(text.substr(0, type.size()), type, {}, in_capitals);
  });
}

/// What may separate the columns: the usual two first, then whatever else stands in the header.
std::vector<char> possible_separators(std::string_view header) {
  std::vector<char> found = {',', '\t'};
  for (const char c : header) {
    if (is_ascii(c) && !is_letter_or_digit(c) && c != '-' && c != '_' &&
        std::ranges::count(found, c) == 0) {
      found.push_back(c);
    }
  }
  return found;
}

}  // namespace

std::size_t known_columns(std::string_view header, const CsvDialect& dialect) {
  const auto names = split_row(header, dialect);
  return static_cast<std::size_t>(std::count_if(
      names.begin(), names.end(), [](const std::string& name) { return attribute_of(name); }));
}

CsvDialect infer_dialect(std::string_view header, const CsvDialectOptions& options) {
  CsvDialect dialect;
  const bool is_quoted = !header.empty() && is_ascii(header.front()) &&
                         !is_letter_or_digit(header.front()) && header.front() > ' ';
  dialect.quote = options.quote.value_or(is_quoted ? header.front() : '"');
  dialect.multi_value = options.multi_value.value_or(dialect.multi_value);
  if (options.column) {
    dialect.column = *options.column;
    return dialect;
  }
  CsvDialect tried = dialect;
  std::size_t most = 0;
  for (const char separator : possible_separators(header)) {
    if (separator == dialect.quote) {
      continue;
    }
    tried.column = separator;
    if (const std::size_t known = known_columns(header, tried); known > most) {
      most = known;
      dialect.column = separator;
    }
  }
  return dialect;
}

char infer_multi_value(std::span<const std::string> lists) {
  constexpr std::string_view kSeparators = "%&^#@!$\";";
  std::array<std::size_t, kSeparators.size()> counts{};
  for (const std::string& list : lists) {
    for (std::size_t i = 1; i < list.size(); ++i) {
      const std::size_t which = kSeparators.find(list[i - 1]);
      if (which != std::string_view::npos && type_begins(std::string_view(list).substr(i))) {
        ++counts[which];
      }
    }
  }
  const auto* const most = std::max_element(counts.begin(), counts.end());
  const bool is_clear = *most != 0 && std::count(counts.begin(), counts.end(), *most) == 1;
  return is_clear ? kSeparators[static_cast<std::size_t>(most - counts.begin())] : '%';
}

}  // namespace directory
