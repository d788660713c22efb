// Reading comma-separated values: RFC 4180, and what people make of it by hand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace text {

/// One record, as bytes: nothing is decoded.
struct CsvRecord {
  std::vector<std::string> fields;  // at least one; without their quotes
  std::size_t offset = 0;           // of its first byte
  std::size_t length = 0;           // with its line end
  std::uint64_t line = 1;           // its first line, from 1
  /// A quote is never closed: the record ends with its line, the quote is a character like others.
  bool unterminated = false;
  friend bool operator==(const CsvRecord&, const CsvRecord&) = default;
};

/// Splits bytes of any code page whose commas, quotes and line ends are ASCII and no part of other
/// characters. Lines end with CR LF, LF or CR; a quoted field may hold line ends. Every byte
/// belongs to one record; a blank line is a record of one empty field.
class CsvReader {
 public:
  /// A quoted field longer than this was never closed: a stray quote must not swallow a list.
  static constexpr std::size_t kLongestQuoted = std::size_t{64} * 1024;

  /// Directories export some hundred attributes. The last field has the rest of its line.
  static constexpr std::size_t kMostFields = 10'000;

  /// `bytes` must outlive the reader.
  explicit CsvReader(std::string_view bytes) : bytes_(bytes) {}

  /// nullopt at the end.
  [[nodiscard]] std::optional<CsvRecord> next();

 private:
  std::string field(CsvRecord& record);
  std::optional<std::string> quoted();
  std::string plain();
  std::string rest_of_line();
  void skip_line_end();

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
};

}  // namespace text
