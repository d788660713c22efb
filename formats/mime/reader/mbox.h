// Messages one behind the other in a file: mbox in its dialects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "formats/bytes/byte_source.h"
#include "formats/mime/reader/date_field.h"
#include "formats/mime/reader/message_border.h"

namespace mime {

struct MboxMessage {
  std::uint64_t offset = 0;            // of its separator, in the file
  std::uint64_t length = 0;            // up to the next separator
  std::string_view separator;          // without its line end; empty: there is none to be read
  std::span<const std::byte> content;  // still quoted; without the empty line at its end
  std::uint64_t content_offset = 0;
  /// Pieces of the file, outside `content`: what was written over its separator, and over that of
  /// the message behind it. Its end, or whole messages, may have stood there.
  std::optional<Overwritten> before{};
  std::optional<Overwritten> behind{};
};

/// Splits a file at its separators, and where one was written over: FORMAT.md 8.2.
class MboxReader {
 public:
  /// `file` must outlive the reader.
  explicit MboxReader(std::span<const std::byte> file)
      : file_(file), borders_(bytes::as_text(file)) {}

  /// nullopt at the end. Blank lines before the first separator are no message.
  [[nodiscard]] std::optional<MboxMessage> next();

 private:
  std::span<const std::byte> file_;
  MessageBorders borders_;
  std::optional<MessageBorder> begin_;  // of the next message
};

/// The '>' that mboxrd put before a line of '>' and "From ", the first at or behind `from`, which
/// is the beginning of the text or inside it; npos: there is none.
[[nodiscard]] std::size_t find_quote(std::string_view content, std::size_t from);

/// Whether a file that begins with `head` is an mbox.
[[nodiscard]] bool is_mbox(std::span<const std::byte> head);

}  // namespace mime
