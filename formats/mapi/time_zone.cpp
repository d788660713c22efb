#include "formats/mapi/time_zone.h"

#include <algorithm>

#include "formats/bytes/byte_reader.h"
#include "formats/mapi/disk.h"
#include "formats/mapi/truncated.h"
#include "formats/text/code_page.h"

namespace mapi {
namespace {

using bytes::ByteReader;
using bytes::DamageKind;
using bytes::DamageLog;
using text::Ticks;

std::int32_t to_signed(bytes::u32 value) { return static_cast<std::int32_t>(std::uint32_t{value}); }

Changeover to_changeover(const disk::SYSTEMTIME& date) {
  return {.year = date.wYear,
          .month = date.wMonth,
          .weekday = date.wDayOfWeek,
          .day = date.wDay,
          .hour = date.wHour,
          .minute = date.wMinute};
}

template <class Disk>
TimeZone to_time_zone(const Disk& record) {
  return {.bias = to_signed(record.lBias),
          .standard_bias = to_signed(record.lStandardBias),
          .daylight_bias = to_signed(record.lDaylightBias),
          .to_standard = to_changeover(record.stStandardDate),
          .to_daylight = to_changeover(record.stDaylightDate)};
}

/// The changeover of one year, in the local time that ends there.
std::optional<Ticks> changeover_in(std::int32_t year, const Changeover& date) {
  if (date.year != 0) {
    return text::to_ticks({.year = date.year,
                           .month = date.month,
                           .day = date.day,
                           .hour = date.hour,
                           .minute = date.minute});
  }
  const auto first = text::to_ticks(
      {.year = year, .month = date.month, .day = 1, .hour = date.hour, .minute = date.minute});
  if (!first || date.day < 1 || date.day > 5 || date.weekday < 0 || date.weekday > 6) {
    return std::nullopt;
  }
  const std::int32_t to_weekday = (date.weekday - text::to_calendar(*first).weekday + 7) % 7;
  Ticks day = *first + (to_weekday + Ticks{7} * (date.day - 1)) * text::kTicksPerDay;
  if (text::to_calendar(day).month != date.month) {  // "5" is the last one of the month
    day -= 7 * text::kTicksPerDay;
  }
  return day;
}

bytes::u32 from_signed(std::int32_t value) { return static_cast<std::uint32_t>(value); }

disk::SYSTEMTIME from_changeover(const Changeover& date) {
  const auto word = [](std::int32_t value) { return static_cast<std::uint16_t>(value); };
  disk::SYSTEMTIME record;
  record.wYear = word(date.year);
  record.wMonth = word(date.month);
  record.wDayOfWeek = word(date.weekday);
  record.wDay = word(date.day);
  record.wHour = word(date.hour);
  record.wMinute = word(date.minute);
  return record;
}

}  // namespace

std::vector<std::byte> write_time_zone_struct(const TimeZone& zone) {
  disk::TimeZoneStruct record;
  record.lBias = from_signed(zone.bias);
  record.lStandardBias = from_signed(zone.standard_bias);
  record.lDaylightBias = from_signed(zone.daylight_bias);
  record.wStandardYear = static_cast<std::uint16_t>(zone.to_standard.year);
  record.stStandardDate = from_changeover(zone.to_standard);
  record.wDaylightYear = static_cast<std::uint16_t>(zone.to_daylight.year);
  record.stDaylightDate = from_changeover(zone.to_daylight);
  const auto data = std::as_bytes(std::span(&record, 1));
  return {data.begin(), data.end()};
}

std::optional<TimeZone> read_time_zone_struct(std::span<const std::byte> data, DamageLog& damage) {
  ByteReader in(data);
  const auto record = in.read<disk::TimeZoneStruct>();
  if (!record) {
    truncated(in, "PidLidTimeZoneStruct", sizeof(disk::TimeZoneStruct), damage);
    return std::nullopt;
  }
  return to_time_zone(*record);
}

std::optional<TimeZone> read_time_zone_definition(std::span<const std::byte> data,
                                                  DamageLog& damage) {
  ByteReader in(data);
  const auto head = in.read<disk::TZDEFINITION>();
  const auto name = head ? in.take(std::uint64_t{head->cchKeyName} * 2) : std::nullopt;
  const auto count = name ? in.read<bytes::u16>() : std::nullopt;
  if (!count) {
    truncated(in, "TZDEFINITION.cchKeyName",
              head ? std::uint64_t{head->cchKeyName} * 2 : sizeof(*head), damage);
    return std::nullopt;
  }
  if (*count > kMaxTimeZoneRules) {
    damage.add({.offset = in.offset() - sizeof(bytes::u16),
                .length = sizeof(bytes::u16),
                .kind = DamageKind::OutOfRange,
                .field = "TZDEFINITION.cRules",
                .found = *count,
                .expected = kMaxTimeZoneRules});
  }
  std::optional<TimeZone> zone;
  for (std::uint32_t i = 0; i < std::min<std::uint32_t>(*count, kMaxTimeZoneRules); ++i) {
    const auto rule = in.read<disk::TZRULE>();
    if (!rule) {
      truncated(in, "TZRULE", sizeof(disk::TZRULE), damage);
      break;
    }
    zone = to_time_zone(*rule);
    if ((rule->TZRuleFlags & disk::kEffectiveTimeZone) != 0) {
      break;
    }
  }
  if (zone) {
    zone->key_name = text::decode_utf16(*name).utf8;
  }
  return zone;
}

std::optional<Ticks> local_time(const TimeZone& zone, Ticks utc) {
  const Ticks standard = (Ticks{zone.bias} + zone.standard_bias) * text::kTicksPerMinute;
  const Ticks daylight = (Ticks{zone.bias} + zone.daylight_bias) * text::kTicksPerMinute;
  if (zone.to_daylight.month == 0 || zone.to_standard.month == 0) {
    return utc - standard;
  }
  const std::int32_t year = text::to_calendar(utc - standard).year;
  const auto begin = changeover_in(year, zone.to_daylight);
  const auto end = changeover_in(year, zone.to_standard);
  if (!begin || !end) {
    return std::nullopt;
  }
  const bool after_begin = utc >= *begin + standard;
  const bool after_end = utc >= *end + daylight;
  // South of the equator daylight saving time spans the turn of the year.
  const bool in_daylight = *begin < *end ? after_begin && !after_end : after_begin || !after_end;
  return utc - (in_daylight ? daylight : standard);
}

}  // namespace mapi
