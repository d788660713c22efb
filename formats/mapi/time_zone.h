// Time zones of appointments, [MS-OXOCAL] 2.2.1.39 and 2.2.1.41 … 43.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/text/calendar_date.h"

namespace mapi {

/// When a zone changes over, as a SYSTEMTIME tells it: a date of one year, or (year 0) the `day`th
/// `weekday` of the month, 5 being the last.
struct Changeover {
  std::int32_t year = 0;
  std::int32_t month = 0;  // 0: the zone has no daylight saving time
  std::int32_t weekday = 0;
  std::int32_t day = 0;
  std::int32_t hour = 0;
  std::int32_t minute = 0;

  friend bool operator==(const Changeover&, const Changeover&) = default;
};

/// Biases are minutes; local time = UTC - bias.
struct TimeZone {
  std::string key_name{};  // UTF-8, as Windows calls the zone; empty in PidLidTimeZoneStruct
  std::int32_t bias = 0;
  std::int32_t standard_bias = 0;  // added to `bias` outside daylight saving time
  std::int32_t daylight_bias = 0;  // added to `bias` in it
  Changeover to_standard{};
  Changeover to_daylight{};

  friend bool operator==(const TimeZone&, const TimeZone&) = default;
};

/// PidLidTimeZoneStruct. nullopt, and Damage, when it is too short.
[[nodiscard]] std::optional<TimeZone> read_time_zone_struct(std::span<const std::byte> data,
                                                            bytes::DamageLog& damage);

/// A definition with more rules is cut off there: 2.2.1.41, "cRules … MUST be … less than or equal
/// to 1024".
inline constexpr std::uint32_t kMaxTimeZoneRules = 1024;

/// PidLidAppointmentTimeZoneDefinitionRecur, …StartDisplay, …EndDisplay: the zone by the rule in
/// force when the item was saved (TZRULE_FLAG_EFFECTIVE_TZREG; without one, the last rule).
[[nodiscard]] std::optional<TimeZone> read_time_zone_definition(std::span<const std::byte> data,
                                                                bytes::DamageLog& damage);

/// PidLidTimeZoneStruct; the name has no place in it.
[[nodiscard]] std::vector<std::byte> write_time_zone_struct(const TimeZone& zone);

/// What a clock in `zone` shows at `utc`, by the one rule `zone` holds. nullopt when a changeover
/// names a date that is none.
[[nodiscard]] std::optional<text::Ticks> local_time(const TimeZone& zone, text::Ticks utc);

}  // namespace mapi
