// Directory CSV files: Exchange's exports and imports, user lists for Microsoft Mail.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "formats/directory/csv_dialect.h"
#include "formats/directory/finding.h"
#include "formats/directory/lines.h"
#include "formats/directory/record.h"

namespace directory {

/// Columns of a row: Exchange's schema has fewer attributes.
inline constexpr std::size_t kMostColumns = 1000;
/// Lines in front of a user list's header: two are documented.
inline constexpr std::size_t kMostLinesBeforeHeader = 100;

struct CsvFile {
  CsvDialect dialect{};
  std::vector<std::string> columns{};
  std::vector<std::string> preamble{};  // of a user list: the lines before its header, as they are
  std::vector<Record> records{};
};

/// Where the header of a user list stands: the first line whose first column is SFS_UserName. The
/// lines before it are not counted on. `lines.size()`: there is none.
[[nodiscard]] std::size_t find_user_list_header(std::span<const Line> lines,
                                                const CsvDialectOptions& options);

/// Reads rows under the header that stands at `header`; the columns are bound by its names.
/// FORMAT.md
/// 3. Each row is one record. Findings: those of read_rows() and to_record(), and "header.columns"
/// beyond kMostColumns.
[[nodiscard]] CsvFile read_csv(std::span<const Line> lines, std::size_t header,
                               const CsvDialectOptions& options, FindingLog& findings);

}  // namespace directory
