// Where one message of an mbox ends and the next begins.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "formats/mime/reader/date_field.h"
#include "formats/mime/reader/overwritten.h"

namespace mime {

/// What a separator begins with.
inline constexpr std::string_view kFrom = "From ";

/// The line at `at`, without its end, as far as a separator could go.
[[nodiscard]] std::string_view separator_line(std::string_view text, std::size_t at);
/// Whether `line` parts messages: "From ", a sender, a date. Without a date it is text.
[[nodiscard]] bool is_separator(std::string_view line);
/// The first separator in `text` that stands behind a line end at or behind `from`; the end of the
/// text: there is none.
[[nodiscard]] std::size_t find_separator(std::string_view text, std::size_t from);
/// The date of a separator, of the clock of whoever delivered the message.
[[nodiscard]] std::optional<ReadDate> separator_date(std::string_view separator);

/// Between two messages.
struct MessageBorder {
  std::size_t end = 0;           // of the content before it
  std::size_t begin = 0;         // of the message behind it: its separator, or the bytes over it
  std::size_t content = 0;       // of the message behind it
  std::string_view separator{};  // without its line end; empty: nothing is left of it
  std::optional<Overwritten> overwritten{};  // what stands over it
};

/// Finds them: separators, and bytes written over a text behind which a header begins, or a
/// separator. No such bytes are one when they stand in a header that goes on behind them (no field
/// that a message has once occurs twice), or in a multipart whose delimiters follow.
class MessageBorders {
 public:
  /// `text` must outlive it.
  explicit MessageBorders(std::string_view text) : text_(text) {}

  /// The first border behind a message whose content begins at `from`; its `end` is the text's
  /// where there is none. `from` does not fall from call to call.
  [[nodiscard]] MessageBorder find(std::size_t from);
  /// That of the message that the separator at `at` begins.
  [[nodiscard]] MessageBorder at_separator(std::size_t at) const;

 private:
  [[nodiscard]] std::optional<MessageBorder> border_at(const Overwritten& hole,
                                                       std::size_t limit) const;
  [[nodiscard]] bool is_within(const Overwritten& hole, const MessageBorder& border,
                               std::size_t from, std::size_t limit);

  std::string_view text_;
  std::optional<std::size_t> separator_;  // the next one, once it is looked for
  std::size_t searched_ = 0;              // octets passed in search of delimiters
};

}  // namespace mime
