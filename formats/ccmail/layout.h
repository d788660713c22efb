// What a file of messages has in common throughout: line ends, sizes and what they count from.
// FORMAT.md 3 steps 2 to 5.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "formats/ccmail/anchor.h"

namespace ccmail {

/// What a size is of.
enum class Level : std::uint8_t { Message, Contents, Item };

struct Layout {
  LineEnd line_end = LineEnd::Feed;
  bool has_sizes = false;
  /// By Level: the end is where the size line ends, plus the size, plus this.
  std::array<std::int64_t, 3> shifts{};

  [[nodiscard]] std::int64_t shift(Level level) const {
    return shifts.at(static_cast<std::size_t>(level));
  }
};

/// The most bytes of separators that a validated size leaves in front of the next label.
inline constexpr std::size_t kMostSeparators = 8;

/// Looks at every message of the file, from `first` on.
[[nodiscard]] Layout survey(const Stream& stream, std::size_t first);

/// Where a block of `size` bytes behind its size line at `base` ends; nullopt beyond the file.
[[nodiscard]] std::optional<std::size_t> end_of(const Stream& stream, std::size_t base,
                                                std::uint64_t size, std::int64_t shift);

/// Past at most kMostSeparators separators and end-of-file marks.
[[nodiscard]] std::size_t skip_separators(std::string_view file, std::size_t at, std::size_t end);

/// Whether nothing but padding stands from `at` on.
[[nodiscard]] bool is_at_end(const Stream& stream, std::size_t at);

/// Whether a block that ends at `at` may end there: at a message, at the file's end or, for an
/// item, at an item's label.
[[nodiscard]] bool is_legal_end(const Stream& stream, std::size_t at, Level level);

}  // namespace ccmail
