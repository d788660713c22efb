// A secondary file whose CR LF were made LF by a program for texts. FORMAT.md 4.7.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace iff {

/// The largest file that is restored: it is held in memory.
inline constexpr std::uint64_t kLargestRestored = std::uint64_t{256} << 20U;

struct RestoredFile {
  std::vector<std::byte> bytes;
  /// Header lines, by their offsets in `bytes`, of files whose Length tells that some of their LF
  /// were CR LF and some were not: which is a guess.
  std::vector<std::uint64_t> doubtful;
};

/// The file as it was when its pointers and lengths were counted. nullopt: it begins with a line
/// that ends with CR LF, as many `pointers` meet a section as it is, or it is larger than
/// kLargestRestored or would take too long to look through.
[[nodiscard]] std::optional<RestoredFile> restore_line_ends(
    std::span<const std::byte> file, std::span<const std::uint64_t> pointers);

}  // namespace iff
