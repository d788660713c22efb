// Strings in quotes, over as many lines as they take. FORMAT.md 1.2.
#pragma once

#include <string>
#include <string_view>

#include "formats/bytes/damage.h"
#include "formats/schedule/lines.h"
#include "formats/text/code_page.h"

namespace schedule {

/// What the strings of a file have shown of their writer.
struct StringHabits {
  bool has_backslashes = false;
  bool has_odd_run = false;        // of literal backslashes
  std::uint64_t inner_quotes = 0;  // without a backslash before them
};

class StringReader {
 public:
  StringReader(text::CodePageNumber page, StringHabits& habits, bytes::DamageLog& damage)
      : page_(page), habits_(habits), damage_(damage) {}

  /// The string whose opening quote is the first byte of `rest`, which stands at `offset` and is
  /// the rest of a line; `lines` stands behind that line, and then behind the string. `object` is
  /// what the string is a property of. Damage: Inconsistent "string.quote" for a string closed
  /// because a brace or a property of that object follows, "string.line" for one joined with a line
  /// that no backslash joins, Truncated at the end of the file.
  [[nodiscard]] std::string read(std::string_view rest, std::uint64_t offset,
                                 std::string_view object, Lines& lines);

 private:
  enum class Ending { Closed, Continued, Open };

  [[nodiscard]] Ending read_line(std::string_view text, std::string& value);
  [[nodiscard]] Ending read_backslashes(std::string_view text, std::size_t last, std::size_t& at,
                                        std::string& value);
  void note_run(std::size_t length);

  text::CodePageNumber page_;
  StringHabits& habits_;
  bytes::DamageLog& damage_;
};

}  // namespace schedule
