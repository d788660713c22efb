// Address maps: two columns, what a store calls somebody and what Internet mail does.
#pragma once

#include <span>

#include "formats/directory/csv_file.h"

namespace directory {

/// Whether the first line that is neither empty nor a comment (#) names the columns native and
/// smtp, or has an Internet address in the second of two columns.
[[nodiscard]] bool is_address_map(std::span<const Line> lines, const CsvDialectOptions& options);

/// `native,smtp` in each line, with a header or without; blanks around either do not count. A
/// comma, a tab or a semicolon separates, as the first line tells. A row whose second field is no
/// Internet address is damage, "map.smtp", and no record; other findings are those of read_rows().
[[nodiscard]] CsvFile read_address_map(std::span<const Line> lines,
                                       const CsvDialectOptions& options, FindingLog& findings);

}  // namespace directory
