#include "formats/directory/csv_file.h"

#include <algorithm>
#include <utility>

#include "formats/directory/row_reader.h"
#include "formats/directory/row_record.h"
#include "formats/directory/row_tokenizer.h"

namespace directory {
namespace {

/// What the rows have in the columns that list addresses.
std::vector<std::string> address_lists(const std::vector<std::string>& columns,
                                       const std::vector<Row>& rows) {
  std::vector<std::string> lists;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto attribute = attribute_of(columns[i]);
    if (!attribute || !holds_addresses(*attribute)) {
      continue;
    }
    for (const Row& row : rows) {
      if (i < row.fields.size()) {
        lists.push_back(row.fields[i]);
      }
    }
  }
  return lists;
}

Record record_of(const Row& row, const std::vector<std::string>& columns, char multi_value,
                 FindingLog& findings) {
  std::vector<Column> values;
  for (std::size_t i = 0; i < std::min(columns.size(), row.fields.size()); ++i) {
    values.emplace_back(columns[i], row.fields[i]);
  }
  return to_record(row.place, values, multi_value, findings);
}

}  // namespace

std::size_t find_user_list_header(std::span<const Line> lines, const CsvDialectOptions& options) {
  const std::size_t most = std::min(lines.size(), kMostLinesBeforeHeader);
  for (std::size_t i = 0; i < most; ++i) {
    const auto dialect = infer_dialect(lines[i].text, options);
    if (attribute_of(trimmed(split_row(lines[i].text, dialect).front())) == Attribute::SourceName) {
      return i;
    }
  }
  return lines.size();
}

CsvFile read_csv(std::span<const Line> lines, std::size_t header, const CsvDialectOptions& options,
                 FindingLog& findings) {
  CsvFile file;
  if (header >= lines.size()) {
    return file;
  }
  std::transform(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(header),
                 std::back_inserter(file.preamble), [](const Line& line) { return line.text; });
  const Line& names = lines[header];
  file.dialect = infer_dialect(names.text, options);
  for (const std::string& name : split_row(names.text, file.dialect)) {
    file.columns.push_back(trimmed(name));
  }
  if (file.columns.size() > kMostColumns) {
    findings.add({.line = names.number,
                  .damage = {.offset = names.offset,
                             .length = names.length,
                             .kind = bytes::DamageKind::OutOfRange,
                             .field = "header.columns",
                             .found = file.columns.size(),
                             .expected = kMostColumns},
                  .raw = names.text});
    file.columns.resize(kMostColumns);
  }
  const RowForm form = {
      .width = file.columns.size(),
      .begins_with_class = attribute_of(file.columns.front()) == Attribute::ObjectClass};
  const auto rows = read_rows(lines.subspan(header + 1), file.dialect, form, findings);
  if (!options.multi_value) {
    file.dialect.multi_value = infer_multi_value(address_lists(file.columns, rows));
  }
  for (const Row& row : rows) {
    file.records.push_back(record_of(row, file.columns, file.dialect.multi_value, findings));
  }
  return file;
}

}  // namespace directory
