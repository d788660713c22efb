// The rows of a section, one by one. FORMAT.md 3.4.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "formats/iff/line.h"
#include "formats/iff/primary.h"
#include "formats/iff/row.h"
#include "formats/iff/row_mending.h"
#include "formats/iff/zero_runs.h"

namespace iff {

enum class RowState : std::uint8_t {
  Whole,
  LinesJoined,  // a value in quotes went on in the next line; a blank stands for the line end
  BrokenLine,   // a line end stood where none may: joined with the lines behind it
  OpenQuote,    // a quote that nothing closes was taken as a character
  Mended,       // see mend_quotes()
  Lost,         // no one reading of its quotes fits, or it is longer than any line
};

struct Row {
  Place at;
  std::uint64_t length = 0;   // line ends included
  std::vector<Field> fields;  // of a lost row: by its commas alone
  RowState state = RowState::Whole;
  std::string raw;   // of a lost row: its beginning
  std::string text;  // that the fields were taken from: its lines, joined
  std::vector<JoinedLine> joined;
  std::vector<ZeroRun> zeros;  // in its bytes, by their offsets in the file
};

class RowReader {
 public:
  /// `section` is one that read_sections() found in `file`. Both must outlive the reader.
  RowReader(std::span<const std::byte> file, const Section& section, text::CodePageNumber page);

  /// nullopt behind the last row.
  [[nodiscard]] std::optional<Row> next();

 private:
  [[nodiscard]] bool join_lines(LogicalLine& line, Row& row);
  [[nodiscard]] bool join_broken(LogicalLine& line, Row& row);
  [[nodiscard]] bool is_row(const std::vector<Field>& fields) const;
  void read_broken(LogicalLine& line, Quoting quoting, Row& row);

  std::string_view file_;
  const Section& section_;
  text::CodePageNumber page_;
  Continuation continuation_;
  RowShape shape_;
  LineReader lines_;
  std::uint64_t mending_budget_;  // bytes that mending rows may look through
};

}  // namespace iff
