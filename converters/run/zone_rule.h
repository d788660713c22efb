// A zone of the IANA database as a rule for all years, which calendars need for a series.
#pragma once

#include <cstdint>
#include <optional>

#include "converters/model/calendar.h"
#include "formats/text/calendar_date.h"

namespace run {

/// How `zone` changes its clocks in `year`: not at all, or twice. nullopt where it changed them
/// otherwise. A change in the last seven days of a month is taken for that of its last such
/// weekday.
[[nodiscard]] std::optional<model::ZoneRule> zone_rule_of(const text::TimeZone& zone,
                                                          std::int32_t year);

}  // namespace run
