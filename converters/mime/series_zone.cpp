#include "converters/mime/series_zone.h"

#include <array>
#include <cstdlib>
#include <string_view>
#include <variant>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/little_endian.h"
#include "formats/text/calendar_date.h"

namespace convert::mime {
namespace {

constexpr std::int64_t kTicksPerMinute = 60 * model::kTicksPerSecond;
constexpr std::int64_t kTicksPerDay = 24 * 60 * kTicksPerMinute;
constexpr std::int32_t kDaysPerWeek = 7;
constexpr std::int32_t kLastInMonth = 5;
// Bias fields beyond a day east or west are no zone.
constexpr std::int32_t kMaxBias = 24 * 60;

constexpr std::uint32_t kTimeZoneStruct = 0x8233;          // [MS-OXOCAL] 2.2.1.39
constexpr std::uint32_t kDefinitionRecur = 0x8260;         // 2.2.1.41
constexpr std::uint32_t kDefinitionStartDisplay = 0x825E;  // 2.2.1.42

/// [MS-DTYP] 2.3.13 SYSTEMTIME, as time zone rules use it.
struct SystemTime {
  bytes::u16 year;
  bytes::u16 month;
  bytes::u16 weekday;
  bytes::u16 day;
  bytes::u16 hour;
  bytes::u16 minute;
  bytes::u16 second;
  bytes::u16 millisecond;
};
static_assert(sizeof(SystemTime) == 16);

/// [MS-OXOCAL] 2.2.1.39 PidLidTimeZoneStruct.
struct TimeZoneStruct {
  bytes::u32 bias;
  bytes::u32 standard_bias;
  bytes::u32 daylight_bias;
  bytes::u16 standard_year;
  SystemTime standard_date;
  bytes::u16 daylight_year;
  SystemTime daylight_date;
};
static_assert(sizeof(TimeZoneStruct) == 48);

/// [MS-OXOCAL] 2.2.1.41.1 TZRule.
struct TimeZoneRule {
  std::array<std::byte, 4> version;
  bytes::u16 flags;
  bytes::u16 year;
  std::array<std::byte, 14> unused;
  bytes::u32 bias;
  bytes::u32 standard_bias;
  bytes::u32 daylight_bias;
  SystemTime standard_date;
  SystemTime daylight_date;
};
static_assert(sizeof(TimeZoneRule) == 66);

/// [MS-OXOCAL] 2.2.1.41 up to KeyName.
struct TimeZoneDefinition {
  std::array<std::byte, 2> version;
  bytes::u16 header_size;
  bytes::u16 reserved;
  bytes::u16 key_name_length;  // in UTF-16 units
};
static_assert(sizeof(TimeZoneDefinition) == 8);

constexpr std::uint16_t kEffectiveRule = 0x0002;  // TZRULE_FLAG_EFFECTIVE_TZREG

/// What both records say.
struct Biases {
  std::int32_t bias = 0;
  std::int32_t standard_bias = 0;
  std::int32_t daylight_bias = 0;
  SystemTime standard_date;
  SystemTime daylight_date;
};

bool is_bias(std::int32_t minutes) { return minutes >= -kMaxBias && minutes <= kMaxBias; }

template <class Record>
Biases to_biases(const Record& record) {
  const auto is_signed = [](std::uint32_t value) { return static_cast<std::int32_t>(value); };
  return {.bias = is_signed(record.bias),
          .standard_bias = is_signed(record.standard_bias),
          .daylight_bias = is_signed(record.daylight_bias),
          .standard_date = record.standard_date,
          .daylight_date = record.daylight_date};
}

std::span<const std::byte> binary_property(const model::Message& message, std::uint32_t id) {
  // PSETID_Appointment, {00062002-0000-0000-C000-000000000046}.
  constexpr std::array<unsigned char, 16> kAppointmentSet{
      0x02, 0x20, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, 0xC0, 0, 0, 0, 0, 0, 0, 0x46};
  model::PropertyName name;
  name.id = id;
  for (std::size_t i = 0; i < kAppointmentSet.size(); ++i) {
    name.set.bytes[i] = static_cast<std::byte>(kAppointmentSet[i]);
  }
  const model::Property* property = message.properties.find(name);
  const auto* binary = property == nullptr ? nullptr : std::get_if<model::Binary>(&property->value);
  return binary == nullptr ? std::span<const std::byte>() : std::span<const std::byte>(*binary);
}

std::optional<Biases> read_struct(std::span<const std::byte> data) {
  bytes::ByteReader reader(data);
  const auto record = reader.read<TimeZoneStruct>();
  return record ? std::optional(to_biases(*record)) : std::nullopt;
}

/// The rule in force when the item was made; the last one when none is marked.
std::optional<Biases> read_definition(std::span<const std::byte> data) {
  bytes::ByteReader reader(data);
  const auto header = reader.read<TimeZoneDefinition>();
  if (!header || !reader.take(2ULL * header->key_name_length)) {
    return std::nullopt;
  }
  const auto count = reader.read<bytes::u16>();
  std::optional<Biases> found;
  for (std::uint16_t i = 0; count && i < *count; ++i) {
    const auto rule = reader.read<TimeZoneRule>();
    if (!rule) {
      break;
    }
    found = to_biases(*rule);
    if ((rule->flags & kEffectiveRule) != 0) {
      break;
    }
  }
  return found;
}

std::optional<ZoneChange> to_change(const SystemTime& date) {
  const bool relative = date.year == 0 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
                        date.day <= kLastInMonth && date.weekday < kDaysPerWeek && date.hour < 24 &&
                        date.minute < 60;
  if (!relative) {
    return std::nullopt;
  }
  return ZoneChange{.month = date.month,
                    .weekday = date.weekday,
                    .nth = date.day,
                    .time_of_day = (date.hour * 60 + date.minute) * kTicksPerMinute};
}

std::int64_t first_of_month(std::int32_t year, std::int32_t month) {
  return text::to_ticks({.year = year, .month = month, .day = 1}).value_or(0);
}

/// The change in `year`, in ticks on the wall before it.
std::int64_t onset(const ZoneChange& change, std::int32_t year) {
  const std::int64_t first = first_of_month(year, change.month);
  const std::int64_t next =
      change.month == 12 ? first_of_month(year + 1, 1) : first_of_month(year, change.month + 1);
  const std::int32_t skip =
      (change.weekday - text::to_calendar(first).weekday + kDaysPerWeek) % kDaysPerWeek;
  std::int64_t day = first + (skip + (change.nth - 1) * kDaysPerWeek) * kTicksPerDay;
  while (day >= next) {  // the fifth stands for the last
    day -= kDaysPerWeek * kTicksPerDay;
  }
  return day + change.time_of_day;
}

::mime::RepeatRule yearly(const ZoneChange& change) {
  constexpr std::array<std::string_view, 7> kDays{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
  const std::string nth = change.nth == kLastInMonth ? "-1" : std::to_string(change.nth);
  return {.frequency = "YEARLY",
          .by_month = {change.month},
          .by_day = {nth + std::string(kDays[static_cast<std::size_t>(change.weekday)])}};
}

std::string fixed_zone_id(std::int32_t minutes) {
  const std::int32_t size = std::abs(minutes);
  const auto two_digits = [](std::int32_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::string("UTC") + (minutes < 0 ? '-' : '+') + two_digits(size / 60) +
         two_digits(size % 60);
}

}  // namespace

std::optional<SeriesZone> SeriesZone::of(const model::Message& message) {
  std::optional<Biases> biases = read_struct(binary_property(message, kTimeZoneStruct));
  for (const std::uint32_t id : {kDefinitionRecur, kDefinitionStartDisplay}) {
    if (!biases) {
      biases = read_definition(binary_property(message, id));
    }
  }
  SeriesZone zone;
  if (biases && is_bias(biases->bias) && is_bias(biases->standard_bias) &&
      is_bias(biases->daylight_bias)) {
    // [MS-OXOCAL] 2.2.1.39: UTC = local time + bias.
    zone.standard_ = -(biases->bias + biases->standard_bias);
    zone.daylight_ = -(biases->bias + biases->daylight_bias);
    zone.to_standard_ = to_change(biases->standard_date);
    zone.to_daylight_ = to_change(biases->daylight_date);
    const bool both = zone.to_standard_ && zone.to_daylight_;
    zone.complete_ = both || (biases->standard_date.month == 0 && biases->daylight_date.month == 0);
    if (!both) {
      zone.to_daylight_.reset();
    }
  } else if (message.calendar && message.calendar->zone_bias &&
             is_bias(*message.calendar->zone_bias)) {
    zone.standard_ = -*message.calendar->zone_bias;
  } else {
    return std::nullopt;
  }
  const bool named = message.calendar && !message.calendar->zone_name.empty();
  zone.id_ = named ? message.calendar->zone_name : fixed_zone_id(zone.standard_);
  return zone;
}

bool SeriesZone::in_daylight(std::int64_t utc) const {
  if (!to_daylight_) {
    return false;
  }
  const std::int32_t year = text::to_calendar(utc + standard_ * kTicksPerMinute).year;
  const std::int64_t begins = onset(*to_daylight_, year) - standard_ * kTicksPerMinute;
  const std::int64_t ends = onset(*to_standard_, year) - daylight_ * kTicksPerMinute;
  return begins < ends ? (utc >= begins && utc < ends) : (utc >= begins || utc < ends);
}

std::int64_t SeriesZone::to_local(std::int64_t utc) const {
  return utc + (in_daylight(utc) ? daylight_ : standard_) * kTicksPerMinute;
}

std::int64_t SeriesZone::to_utc(std::int64_t local) const {
  const std::int64_t as_daylight = local - daylight_ * kTicksPerMinute;
  return in_daylight(as_daylight) ? as_daylight : local - standard_ * kTicksPerMinute;
}

::mime::CalendarZone SeriesZone::describe() const {
  constexpr std::int32_t kFirstYear = 1970;
  ::mime::CalendarZone zone{.id = id_,
                            .standard = {.offset_from = standard_, .offset_to = standard_}};
  if (to_daylight_) {
    zone.standard = {.onset = onset(*to_standard_, kFirstYear),
                     .offset_from = daylight_,
                     .offset_to = standard_,
                     .rule = yearly(*to_standard_)};
    zone.daylight = ::mime::ZoneObservance{.onset = onset(*to_daylight_, kFirstYear),
                                           .offset_from = standard_,
                                           .offset_to = daylight_,
                                           .rule = yearly(*to_daylight_)};
  }
  return zone;
}

}  // namespace convert::mime
