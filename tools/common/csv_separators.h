// --directory-separators: the codes of Exchange's options files.
#pragma once

#include <optional>
#include <string_view>

#include "formats/directory/csv_dialect.h"

namespace tool {

/// "2C,22,25": hexadecimal ASCII codes of the column separator, the quote and the separator of
/// values, of which the last or the last two may be left out, and any may be empty (",,26").
/// nullopt: it is not that.
[[nodiscard]] std::optional<directory::CsvDialectOptions> parse_separators(std::string_view text);

}  // namespace tool
