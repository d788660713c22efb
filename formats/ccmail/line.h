// Lines and sizes of an export: CR LF, LF or CR ends, and numbers alone on a line. FORMAT.md 2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ccmail {

enum class LineEnd : std::uint8_t {
  Feed,    // CR LF or LF: a LF behind a CR belongs to it
  Return,  // CR alone: a LF behind it is the first byte of what follows
};

struct Line {
  std::string_view text;
  std::size_t next = 0;  // where the next line begins
};

/// The line that begins at `at`; `end` ends it, too.
[[nodiscard]] Line line_at(std::string_view file, std::size_t at, std::size_t end, LineEnd style);

/// Blanks of separators: CR, LF, SP.
[[nodiscard]] constexpr bool is_separator(char c) { return c == '\r' || c == '\n' || c == ' '; }
/// Also what pads the end of a file.
[[nodiscard]] constexpr bool is_padding(char c) {
  return is_separator(c) || c == '\t' || c == '\0' || c == '\x1A';
}

/// A line of blanks and digits.
struct SizeLine {
  std::optional<std::uint64_t> value;  // nullopt: blanks only
  std::size_t next = 0;                // behind the line end
};

/// nullopt when the line at `at` is no such line, or is quite empty.
[[nodiscard]] std::optional<SizeLine> size_line_at(std::string_view file, std::size_t at,
                                                   std::size_t end, LineEnd style);

/// The first CR, LF, NUL or 1A at or behind `from`; `to` when there is none.
[[nodiscard]] std::size_t find_break(std::string_view file, std::size_t from, std::size_t to);

/// Where a line may begin: at the begin of the file, behind a CR, LF, NUL or 1A.
[[nodiscard]] constexpr bool is_line_start(std::string_view file, std::size_t at) {
  if (at == 0) {
    return true;
  }
  const char before = file[at - 1];
  return before == '\r' || before == '\n' || before == '\0' || before == '\x1A';
}

}  // namespace ccmail
