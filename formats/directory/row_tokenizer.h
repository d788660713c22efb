// Splits rows of a directory's CSV file into fields.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/directory/csv_dialect.h"

namespace directory {

/// Follows a row line by line without keeping its text: how many fields, whether a quote is open. A
/// field that begins with the quote ends at the next single one; doubled ones are one of its value.
/// Elsewhere, and behind an end quote, a quote is a character like any other.
class RowShape {
 public:
  explicit RowShape(const CsvDialect& dialect) : dialect_(dialect) {}

  /// What a character is.
  enum class Part : std::uint8_t { Text, Quote, Separator };
  Part take(char c);
  /// A line of the row, without its line end.
  void feed(std::string_view line);
  /// The row goes on with another line.
  void join();

  [[nodiscard]] std::size_t fields() const { return fields_; }
  /// A quote is open: no field is complete without another line.
  [[nodiscard]] bool is_open() const { return state_ == State::Quoted; }
  /// Characters stood behind an end quote.
  [[nodiscard]] bool has_odd_quotes() const { return has_odd_quotes_; }
  /// A quote stood in a field that does not begin with one.
  [[nodiscard]] bool has_literal_quotes() const { return has_literal_quotes_; }

 private:
  enum class State : std::uint8_t { Begin, Plain, Quoted, AfterQuote };

  CsvDialect dialect_;
  std::size_t fields_ = 1;
  State state_ = State::Begin;
  bool has_odd_quotes_ = false;
  bool has_literal_quotes_ = false;
};

/// Takes the text of a row.
class RowTokenizer {
 public:
  explicit RowTokenizer(const CsvDialect& dialect) : shape_(dialect) {}

  /// A line of the row, without its line end.
  void feed(std::string_view line);
  /// The row goes on with another line: a line feed inside quotes, else a blank.
  void join();

  [[nodiscard]] const RowShape& shape() const { return shape_; }
  [[nodiscard]] const std::vector<std::string>& fields() const { return fields_; }

 private:
  RowShape shape_;
  std::vector<std::string> fields_ = {std::string()};
};

/// The fields of one line that stands alone. With `literal`, quotes are characters like any other.
[[nodiscard]] std::vector<std::string> split_row(std::string_view line, CsvDialect dialect,
                                                 bool literal = false);

/// Nothing but blanks and tabs.
[[nodiscard]] bool is_blank(std::string_view text);
/// Without the blanks and tabs around it.
[[nodiscard]] std::string trimmed(std::string_view text);

}  // namespace directory
