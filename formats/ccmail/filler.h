// Runs of one byte that no text has: sectors that were zeroed, lost or never written. FORMAT.md 3.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace ccmail {

struct Filler {
  std::size_t at = 0;
  std::size_t length = 0;
};

/// The first run at or behind `from`: of 8 zeros, of 16 control characters that are neither tab,
/// line end nor Ctrl-Z, or FF, or of 64 of the bytes that disks are formatted with (F6, E5).
[[nodiscard]] std::optional<Filler> find_filler(std::string_view text, std::size_t from = 0);

/// Whether such a run begins at `at`.
[[nodiscard]] bool is_filler_at(std::string_view text, std::size_t at);

}  // namespace ccmail
