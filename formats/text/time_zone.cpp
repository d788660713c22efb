#include <array>

#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include "formats/text/calendar_date.h"

namespace text {
namespace {

constexpr Ticks kTicksPerMillisecond = kTicksPerSecond / 1000;

/// "+05:45" and "-0330", in minutes.
std::optional<std::int32_t> fixed_offset(std::string_view name) {
  std::string digits;
  for (std::size_t i = 1; i < name.size(); ++i) {
    if (name[i] == ':' && i == 3 && name.size() == 6) {
      continue;
    }
    if (name[i] < '0' || name[i] > '9') {
      return std::nullopt;
    }
    digits += name[i];
  }
  if (digits.size() != 4 || (name.front() != '+' && name.front() != '-')) {
    return std::nullopt;
  }
  const std::int32_t hours = (digits[0] - '0') * 10 + (digits[1] - '0');
  const std::int32_t minutes = (digits[2] - '0') * 10 + (digits[3] - '0');
  if (hours > 23 || minutes > 59) {
    return std::nullopt;
  }
  return (name.front() == '-' ? -1 : 1) * (hours * 60 + minutes);
}

/// Rounded down, before 1970 as well: a moment before a change of the clocks is before it.
UDate to_icu(Ticks ticks) {
  const Ticks below = ticks % kTicksPerMillisecond < 0 ? 1 : 0;
  const Ticks milliseconds = ticks / kTicksPerMillisecond - below;
  return static_cast<double>(milliseconds);
}

}  // namespace

/// Either a fixed offset or a zone of ICU's, whose own data are asked, not the system's.
struct TimeZone::Rules {
  std::int32_t fixed_minutes = 0;
  std::unique_ptr<const icu::BasicTimeZone> zone;
};

std::optional<TimeZone> TimeZone::find(std::string_view name) {
  auto rules = std::make_shared<Rules>();
  if (name.empty()) {
    return std::nullopt;
  }
  if (const auto fixed = fixed_offset(name)) {
    rules->fixed_minutes = *fixed;
  } else if (name != "UTC") {
    // Only names of the database itself: ICU would also make zones of "GMT+99" and the like.
    UErrorCode status = U_ZERO_ERROR;
    UBool is_system_id = 0;
    const auto id = icu::UnicodeString::fromUTF8(
        icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
    icu::UnicodeString canonical;
    icu::TimeZone::getCanonicalID(id, canonical, is_system_id, status);
    if (U_FAILURE(status) != 0 || is_system_id == 0) {
      return std::nullopt;
    }
    std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(id));
    const auto* basic = dynamic_cast<const icu::BasicTimeZone*>(zone.get());
    if (basic == nullptr || *zone == icu::TimeZone::getUnknown()) {
      return std::nullopt;
    }
    static_cast<void>(zone.release());
    rules->zone.reset(basic);
  }
  return TimeZone(std::string(name), std::move(rules));
}

std::int32_t TimeZone::offset_at_local(Ticks wall_clock) const {
  if (rules_->zone == nullptr) {
    return rules_->fixed_minutes;
  }
  std::int32_t raw = 0;
  std::int32_t daylight = 0;
  UErrorCode status = U_ZERO_ERROR;
  rules_->zone->getOffsetFromLocal(to_icu(wall_clock), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER,
                                   raw, daylight, status);
  return (raw + daylight) / 60'000;
}

std::int32_t TimeZone::offset_at_utc(Ticks instant) const {
  if (rules_->zone == nullptr) {
    return rules_->fixed_minutes;
  }
  std::int32_t raw = 0;
  std::int32_t daylight = 0;
  UErrorCode status = U_ZERO_ERROR;
  rules_->zone->getOffset(to_icu(instant), 0, raw, daylight, status);
  return (raw + daylight) / 60'000;
}

}  // namespace text
