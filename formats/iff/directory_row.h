// A row of a DIRECTORY section: an entry of a directory, as columns and values. FORMAT.md 6.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/iff/primary.h"
#include "formats/iff/row_reader.h"

namespace iff {

/// All text is UTF-8.
struct DirectoryRow {
  Place at;
  std::vector<std::pair<std::string, std::string>> values;  // column, value; in the row's order
  std::vector<std::string> remarks;                         // of backslashes; a line each

  /// The first value of a column whose name differs in case, blanks and hyphens at most; empty
  /// without one.
  [[nodiscard]] std::string_view find(std::string_view column) const;
};

/// FORMAT.md 6.2: escapes undone. Fields beyond the header are "column-9" and so on.
[[nodiscard]] DirectoryRow to_directory_row(const Section& section, const Row& row,
                                            text::CodePageNumber page);

}  // namespace iff
