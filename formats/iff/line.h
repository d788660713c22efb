// The lines of a packing list or a primary file. FORMAT.md 2.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/text/code_page.h"

namespace iff {

/// Where a reader stands in a file.
struct Place {
  std::uint64_t offset = 0;
  std::uint64_t line = 1;  // physical lines, as the wizard counts them
  friend bool operator==(const Place&, const Place&) = default;
};

/// One physical line, without its end: CR LF, LF or CR.
struct Line {
  Place at;
  std::string_view text;
};

class LineReader {
 public:
  /// Reads `file` from `begin` up to the offset `end`, at most the end of the file.
  explicit LineReader(std::string_view file, Place begin = {},
                      std::uint64_t end = std::string_view::npos)
      : file_(file.substr(0, end)), next_(begin) {}

  /// nullopt at the end.
  [[nodiscard]] std::optional<Line> next();
  /// Where the next line begins.
  [[nodiscard]] Place place() const { return next_; }

 private:
  std::string_view file_;
  Place next_;
};

/// FORMAT.md 2.3: the line ends in two backslashes, neither of which is the second half of a
/// character.
[[nodiscard]] bool ends_in_continuation(std::string_view line, text::CodePageNumber page);

/// Blanks and tabs only.
[[nodiscard]] bool is_blank(std::string_view line);
/// A remark: it begins with '!'.
[[nodiscard]] inline bool is_comment(std::string_view line) { return line.starts_with('!'); }

/// How lines are put together.
enum class Continuation : std::uint8_t { Joined, Literal };

/// A line of the file that was joined to the one before: where it begins in the joined text, and in
/// the file.
struct JoinedLine {
  std::size_t at = 0;
  std::uint64_t offset = 0;
};

/// One line as it was meant: continued ones joined. Blank lines and remarks are passed over.
struct LogicalLine {
  Place at;
  std::uint64_t end = 0;  // the offset behind it, line end included
  std::string text;
  bool is_too_long = false;  // `text` is its beginning; also when its quotes take too long to find
  std::vector<JoinedLine> joined{};
};

/// The longest line, also by being continued: FORMAT.md 2.5.
inline constexpr std::size_t kLongestLine = std::size_t{16} << 20U;

/// nullopt at the end of what `lines` reads.
[[nodiscard]] std::optional<LogicalLine> next_logical_line(LineReader& lines,
                                                           text::CodePageNumber page,
                                                           Continuation continuation);

}  // namespace iff
