// Messages one behind the other in a file: mbox in its dialects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "formats/mime/reader/date_field.h"

namespace mime {

struct MboxMessage {
  std::uint64_t offset = 0;            // of its separator, in the file
  std::uint64_t length = 0;            // up to the next separator
  std::string_view separator;          // without its line end; empty: the file begins without one
  std::span<const std::byte> content;  // still quoted; without the empty line at its end
  std::uint64_t content_offset = 0;
};

/// Splits a file at its separators. FORMAT.md 8.2.
class MboxReader {
 public:
  /// `file` must outlive the reader.
  explicit MboxReader(std::span<const std::byte> file) : file_(file) {}

  /// nullopt at the end. Blank lines before the first separator are no message.
  [[nodiscard]] std::optional<MboxMessage> next();

 private:
  [[nodiscard]] std::size_t next_separator(std::size_t from) const;

  std::span<const std::byte> file_;
  std::size_t at_ = 0;
};

/// Whether `line` parts messages: "From ", a sender, a date. Without a date it is text.
[[nodiscard]] bool is_separator(std::string_view line);
/// The first separator in `text` that stands behind a line end at or behind `from`; the end of the
/// text: there is none.
[[nodiscard]] std::size_t find_separator(std::string_view text, std::size_t from);
/// The date of a separator, of the clock of whoever delivered the message.
[[nodiscard]] std::optional<ReadDate> separator_date(std::string_view separator);

/// The '>' that mboxrd put before a line of '>' and "From ", the first at or behind `from`, which
/// is the beginning of the text or inside it; npos: there is none.
[[nodiscard]] std::size_t find_quote(std::string_view content, std::size_t from);

/// Whether a file that begins with `head` is an mbox.
[[nodiscard]] bool is_mbox(std::span<const std::byte> head);

}  // namespace mime
