#include "formats/mapi/recurrence.h"

#include <algorithm>

#include "formats/mapi/disk.h"
#include "formats/mapi/recurrence_reader.h"

namespace mapi {
namespace {

using bytes::ByteReader;
using bytes::DamageKind;
using bytes::DamageLog;

void out_of_range(const ByteReader& in, std::string_view field, std::uint64_t found,
                  std::uint64_t expected, DamageLog& damage) {
  damage.add({.offset = in.offset(),
              .length = 0,
              .kind = DamageKind::OutOfRange,
              .field = field,
              .found = found,
              .expected = expected});
}

bool to_frequency(std::uint16_t value, RecurFrequency& out) {
  out = static_cast<RecurFrequency>(value);
  switch (out) {
    case RecurFrequency::Daily:
    case RecurFrequency::Weekly:
    case RecurFrequency::Monthly:
    case RecurFrequency::Yearly:
      return true;
  }
  return false;
}

bool to_pattern(std::uint16_t value, PatternType& out) {
  out = static_cast<PatternType>(value);
  switch (out) {
    case PatternType::Day:
    case PatternType::Week:
    case PatternType::Month:
    case PatternType::MonthNth:
    case PatternType::MonthEnd:
    case PatternType::HjMonth:
    case PatternType::HjMonthNth:
    case PatternType::HjMonthEnd:
      return true;
  }
  return false;
}

std::optional<RecurrenceEnd> to_end(std::uint32_t value) {
  switch (value) {
    case 0x00002021:
      return RecurrenceEnd::Date;
    case 0x00002022:
      return RecurrenceEnd::Count;
    case 0x00002023:  // SHOULD
    case 0xFFFFFFFF:  // "can"
      return RecurrenceEnd::Never;
    default:
      return std::nullopt;
  }
}

// 2.2.1.44.1.3 to 2.2.1.44.1.6: what PatternTypeSpecific holds depends on PatternType.
bool take_specifics(ByteReader& in, RecurrencePattern& pattern, DamageLog& damage) {
  constexpr std::string_view kField = "RecurrencePattern.PatternTypeSpecific";
  switch (pattern.pattern) {
    case PatternType::Day:
      return true;
    case PatternType::Week: {
      const auto weekdays = take_record<bytes::u32>(in, kField, damage);
      pattern.weekdays = weekdays.value_or(0U);
      return weekdays.has_value();
    }
    case PatternType::Month:
    case PatternType::MonthEnd:
    case PatternType::HjMonth:
    case PatternType::HjMonthEnd: {
      const auto day = take_record<bytes::u32>(in, kField, damage);
      pattern.day = day.value_or(0U);
      return day.has_value();
    }
    case PatternType::MonthNth:
    case PatternType::HjMonthNth: {
      const auto weekdays = take_record<bytes::u32>(in, kField, damage);
      const auto nth = take_record<bytes::u32>(in, kField, damage);
      pattern.weekdays = weekdays.value_or(0U);
      pattern.nth = nth.value_or(0U);
      return nth.has_value();
    }
  }
  return false;
}

bool take_dates(ByteReader& in, std::string_view field, std::vector<Minutes>& dates,
                DamageLog& damage) {
  const auto count = take_record<bytes::u32>(in, field, damage);
  if (!count) {
    return false;
  }
  if (*count > kMaxInstances || *count > in.remaining() / sizeof(bytes::u32)) {
    out_of_range(in, field, *count, kMaxInstances, damage);
    return false;
  }
  for (std::uint32_t i = 0; i < *count; ++i) {
    dates.push_back(*in.read<bytes::u32>());
  }
  return true;
}

}  // namespace

text::Ticks minutes_to_ticks(Minutes minutes) {
  constexpr text::Ticks kSecondsFrom1601To1970 = 11'644'473'600;
  return (text::Ticks{minutes} * 60 - kSecondsFrom1601To1970) * text::kTicksPerSecond;
}

std::optional<RecurrencePattern> take_recurrence(ByteReader& in, DamageLog& damage) {
  constexpr std::uint16_t kVersion = 0x3004;

  const auto head =
      take_record<disk::RecurrencePatternHead>(in, "RecurrencePattern.ReaderVersion", damage);
  if (!head) {
    return std::nullopt;
  }
  if (head->ReaderVersion != kVersion) {
    damage.add({.offset = in.offset() - sizeof(*head),
                .length = sizeof(bytes::u16),
                .kind = DamageKind::BadMagic,
                .field = "RecurrencePattern.ReaderVersion",
                .found = head->ReaderVersion,
                .expected = kVersion});
    return std::nullopt;
  }
  RecurrencePattern pattern{.calendar = head->CalendarType,
                            .first = head->FirstDateTime,
                            .period = head->Period,
                            .sliding = head->SlidingFlag != 0};
  if (!to_frequency(head->RecurFrequency, pattern.frequency)) {
    out_of_range(in, "RecurrencePattern.RecurFrequency", head->RecurFrequency, 0x200D, damage);
    return std::nullopt;
  }
  if (!to_pattern(head->PatternType, pattern.pattern)) {
    out_of_range(in, "RecurrencePattern.PatternType", head->PatternType, 0x000C, damage);
    return std::nullopt;
  }
  if (!take_specifics(in, pattern, damage)) {
    return std::nullopt;
  }
  const auto range =
      take_record<disk::RecurrencePatternRange>(in, "RecurrencePattern.EndType", damage);
  const auto end = range ? to_end(range->EndType) : std::nullopt;
  if (!end) {
    if (range) {
      out_of_range(in, "RecurrencePattern.EndType", range->EndType, 0x2023, damage);
    }
    return std::nullopt;
  }
  pattern.end = *end;
  pattern.occurrences = range->OccurrenceCount;
  pattern.first_weekday = range->FirstDOW;
  if (!take_dates(in, "RecurrencePattern.DeletedInstanceCount", pattern.deleted, damage) ||
      !take_dates(in, "RecurrencePattern.ModifiedInstanceCount", pattern.modified, damage)) {
    return std::nullopt;
  }
  const auto dates =
      take_record<disk::RecurrencePatternDates>(in, "RecurrencePattern.StartDate", damage);
  if (!dates) {
    return std::nullopt;
  }
  pattern.start_date = dates->StartDate;
  pattern.end_date = dates->EndDate;
  return pattern;
}

std::optional<RecurrencePattern> read_recurrence(std::span<const std::byte> data,
                                                 DamageLog& damage) {
  ByteReader in(data);
  return take_recurrence(in, damage);
}

}  // namespace mapi
