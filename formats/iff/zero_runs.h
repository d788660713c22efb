// NULs in texts: areas of a disk that were zeroed. FORMAT.md 2.6.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace iff {

struct ZeroRun {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  friend bool operator==(const ZeroRun&, const ZeroRun&) = default;
};

/// Fewer NULs one behind the other may be a text's own.
inline constexpr std::size_t kLeastZeros = 4;
/// The most runs of one text that are told apart; those behind them are not told.
inline constexpr std::size_t kMostZeroRuns = 16;

/// Runs of NULs in `text`, which lies at `at`.
[[nodiscard]] std::vector<ZeroRun> zero_runs(std::string_view text, std::uint64_t at);

}  // namespace iff
