// When something happened: an instant, or what a clock on a wall showed.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <variant>

namespace model {

/// Ticks are 100 ns (the resolution of a FILETIME), counted from 1970-01-01T00:00:00.
inline constexpr std::int64_t kTicksPerSecond = 10'000'000;
inline constexpr std::int64_t kTicksPerMinute = 60 * kTicksPerSecond;
inline constexpr std::int64_t kTicksPerDay = 24 * 60 * kTicksPerMinute;

/// A point in time, UTC.
struct Instant {
  std::int64_t ticks = 0;
  friend auto operator<=>(const Instant&, const Instant&) = default;
};

/// What the sender's clock showed; which zone it was set to is unknown. Ticks count as if the clock
/// had shown UTC, so that the calendar fields come out right and no instant is implied.
struct WallClock {
  std::int64_t ticks = 0;
  friend auto operator<=>(const WallClock&, const WallClock&) = default;
};

/// The two are different types of value: only --timezone turns a WallClock into an Instant.
using Timestamp = std::variant<Instant, WallClock>;

/// Absent when the source has none: no date is ever invented.
using OptionalTimestamp = std::optional<Timestamp>;

[[nodiscard]] inline std::int64_t ticks_of(const Timestamp& time) {
  return std::visit([](const auto& t) { return t.ticks; }, time);
}

}  // namespace model
