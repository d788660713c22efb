// Messages as Unix mailboxes keep them: LF line ends, and mboxrd's quoting.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mime {

/// Turns the writer's CRLF lines into LF lines, piece by piece.
class LocalLines {
 public:
  enum class Quoting : std::uint8_t {
    None,
    Mboxrd,  // a '>' before every line of any number of '>' and "From "
  };

  explicit LocalLines(Quoting quoting) : quoting_(quoting) {}

  /// Appends what `piece` completes to `out`.
  void append(std::string_view piece, std::string& out);
  /// The rest: a last line that has no end gets none.
  void finish(std::string& out);

 private:
  void add_line(std::string_view line, std::string& out) const;

  Quoting quoting_;
  std::string unfinished_;  // the front of a line; the writer's lines are short
};

}  // namespace mime
