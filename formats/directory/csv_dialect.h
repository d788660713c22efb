// Which characters separate the columns and values of a directory's CSV file.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace directory {

/// Any ASCII code (ColumnSeparator, QuoteCharacter and MVSeparator of Exchange's options files; KB
/// Q152472, Q190706). A quote equal to the column separator quotes nothing.
struct CsvDialect {
  char column = ',';
  char quote = '"';
  char multi_value = '%';
  friend bool operator==(const CsvDialect&, const CsvDialect&) = default;
};

/// What the user says of it; the rest is inferred.
struct CsvDialectOptions {
  std::optional<char> column{};
  std::optional<char> quote{};
  std::optional<char> multi_value{};
};

/// From the header line: the column separator under which most names are known, a comma when
/// several are equal; the quote is what a header line begins with that is no letter, digit or
/// separator, else
/// `"`. The separator of values shows only in the rows: infer_multi_value().
[[nodiscard]] CsvDialect infer_dialect(std::string_view header, const CsvDialectOptions& options);

/// The character that stands most often right before SMTP:, MS:, X400:, X500: or CCMAIL: in
/// `lists`, of those that Exchange's documentation shows, `% & ^ # @ ! $ "` and `;`. `%` when none
/// does, or several as often.
[[nodiscard]] char infer_multi_value(std::span<const std::string> lists);

/// How many of a header line's names are known under this dialect.
[[nodiscard]] std::size_t known_columns(std::string_view header, const CsvDialect& dialect);

}  // namespace directory
