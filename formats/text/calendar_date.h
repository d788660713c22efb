// Calendar arithmetic on ticks of 100 ns, FILETIMEs and the zones of ICU.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace text {

/// 100 ns since 1970-01-01T00:00:00, the unit of every function here.
using Ticks = std::int64_t;
inline constexpr Ticks kTicksPerSecond = 10'000'000;
inline constexpr Ticks kTicksPerMinute = 60 * kTicksPerSecond;
inline constexpr Ticks kTicksPerDay = 24 * 60 * kTicksPerMinute;

/// A proleptic Gregorian date and a time of day.
struct CalendarDate {
  std::int32_t year = 1970;
  std::int32_t month = 1;  // 1…12
  std::int32_t day = 1;    // 1…31
  std::int32_t hour = 0;
  std::int32_t minute = 0;
  std::int32_t second = 0;
  std::int32_t weekday = 4;  // 0 Sunday; ignored by to_ticks
  friend bool operator==(const CalendarDate&, const CalendarDate&) = default;
};

[[nodiscard]] CalendarDate to_calendar(Ticks ticks);
/// nullopt for a date that is none, such as 2/31.
[[nodiscard]] std::optional<Ticks> to_ticks(const CalendarDate& date);

/// [MS-DTYP] 2.3.3 FILETIME: 100 ns since 1601-01-01 UTC. nullopt for 0, for values from 2^63 on
/// and for the MAPI "no date" 0x0CB34557A3DD4000 (4501-01-01): such a field is empty.
[[nodiscard]] std::optional<Ticks> filetime_to_ticks(std::uint64_t filetime);
[[nodiscard]] std::uint64_t ticks_to_filetime(Ticks ticks);

/// "Tue, 14 Mar 1995 09:15:00 +0100" (RFC 5322 3.3): `ticks` is UTC, `offset_minutes` the zone to
/// show it in, east of Greenwich.
/// nullopt is written -0000: `ticks` as they are, zone unknown.
[[nodiscard]] std::string rfc5322_date(Ticks ticks, std::optional<std::int32_t> offset_minutes);
/// "1995-03-14T09:15:00"; no zone designator.
[[nodiscard]] std::string iso8601(Ticks ticks);
/// "19950314T091500" (RFC 5545 3.3.5).
[[nodiscard]] std::string icalendar_time(Ticks ticks);
/// "Tue Mar 14 09:15:00 1995", as asctime(3) prints it.
[[nodiscard]] std::string asctime(Ticks ticks);

/// A zone of the IANA database ("Europe/Berlin", "America/New_York"), "UTC", or a fixed offset
/// "+05:45". The machine's own zone and clock play no part.
class TimeZone {
 public:
  /// nullopt for a name that is none of these, and for offsets of 24 hours and more.
  [[nodiscard]] static std::optional<TimeZone> find(std::string_view name);

  /// Minutes east of Greenwich at a wall-clock time; of an hour that occurs twice, the first, and
  /// in an hour that is skipped, what was in force before it. Seconds, which only the local mean
  /// times before standard time have, are cut off.
  [[nodiscard]] std::int32_t offset_at_local(Ticks wall_clock) const;
  [[nodiscard]] std::int32_t offset_at_utc(Ticks instant) const;
  /// As it was given to find().
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  struct Rules;
  TimeZone(std::string name, std::shared_ptr<const Rules> rules)
      : name_(std::move(name)), rules_(std::move(rules)) {}

  std::string name_;
  std::shared_ptr<const Rules> rules_;  // immutable, so copies share it
};

}  // namespace text
