// Finds the rows of a CSV file whose values may go over several lines.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "formats/directory/csv_dialect.h"
#include "formats/directory/finding.h"
#include "formats/directory/lines.h"
#include "formats/directory/row_record.h"

namespace directory {

/// Lines that one row may take: the longest printed example takes five.
inline constexpr std::size_t kMostRowLines = 64;

struct Row {
  RowPlace place{};
  std::vector<std::string> fields{};
};

/// What the header line says of the rows.
struct RowForm {
  std::size_t width = 0;           // fields
  bool begins_with_class = false;  // the first field is the object class
};

/// The rows of `form.width` fields in `lines`. Lines are joined until a row has that many; a line
/// that has them alone is a row whatever stands before it, so that no open quote swallows the rows
/// behind it (one with further quotes may be where it ends). Outside quotes a line that begins with
/// an object class, where rows do, begins a row: two short rows make no whole one. A line that
/// makes no row with any of its neighbours is one with fewer fields, or has the surplus cut off.
/// Empty lines are none.
///
/// Findings: "row.lines" (a note: how many were joined), "row.fields" (a note when fields are
/// missing at the end or surplus ones are empty, else damage that quotes the surplus), "row.quote"
/// (damage: a quote that never ends is read as a character).
[[nodiscard]] std::vector<Row> read_rows(std::span<const Line> lines, const CsvDialect& dialect,
                                         RowForm form, FindingLog& findings);

}  // namespace directory
