#include "formats/mapi/disk.h"
#include "formats/mapi/record_writer.h"
#include "formats/mapi/recurrence.h"

namespace mapi {
namespace {

// [MS-OXOCAL] 2.2.1.44.1 ReaderVersion, WriterVersion; 2.2.1.44.5 ReaderVersion2, WriterVersion2.
constexpr std::uint16_t kVersion = 0x3004;
constexpr std::uint32_t kReaderVersion2 = 0x3006;
constexpr std::uint32_t kWriterVersion2 = 0x3009;

void append_number(std::uint32_t value, std::vector<std::byte>& out) {
  append_record(bytes::u32{value}, out);
}

std::uint32_t end_type(RecurrenceEnd end) {
  switch (end) {
    case RecurrenceEnd::Date:
      return 0x00002021;
    case RecurrenceEnd::Count:
      return 0x00002022;
    case RecurrenceEnd::Never:
      break;
  }
  return 0x00002023;
}

void append_specifics(const RecurrencePattern& pattern, std::vector<std::byte>& out) {
  switch (pattern.pattern) {
    case PatternType::Day:
      break;
    case PatternType::Week:
      append_number(pattern.weekdays, out);
      break;
    case PatternType::Month:
    case PatternType::MonthEnd:
    case PatternType::HjMonth:
    case PatternType::HjMonthEnd:
      append_number(pattern.day, out);
      break;
    case PatternType::MonthNth:
    case PatternType::HjMonthNth:
      append_number(pattern.weekdays, out);
      append_number(pattern.nth, out);
      break;
  }
}

void append_dates(const std::vector<Minutes>& dates, std::vector<std::byte>& out) {
  append_number(static_cast<std::uint32_t>(dates.size()), out);
  for (const Minutes date : dates) {
    append_number(date, out);
  }
}

}  // namespace

std::vector<std::byte> write_recurrence(const RecurrencePattern& pattern) {
  std::vector<std::byte> out;
  append_record(
      disk::RecurrencePatternHead{.ReaderVersion = kVersion,
                                  .WriterVersion = kVersion,
                                  .RecurFrequency = static_cast<std::uint16_t>(pattern.frequency),
                                  .PatternType = static_cast<std::uint16_t>(pattern.pattern),
                                  .CalendarType = pattern.calendar,
                                  .FirstDateTime = pattern.first,
                                  .Period = pattern.period,
                                  .SlidingFlag = std::uint32_t{pattern.sliding ? 1U : 0U}},
      out);
  append_specifics(pattern, out);
  append_record(disk::RecurrencePatternRange{.EndType = end_type(pattern.end),
                                             .OccurrenceCount = pattern.occurrences,
                                             .FirstDOW = pattern.first_weekday},
                out);
  append_dates(pattern.deleted, out);
  append_dates(pattern.modified, out);
  append_record(
      disk::RecurrencePatternDates{.StartDate = pattern.start_date, .EndDate = pattern.end_date},
      out);
  return out;
}

std::vector<std::byte> write_appointment_recurrence(const AppointmentRecurrence& recurrence) {
  std::vector<std::byte> out = write_recurrence(recurrence.pattern);
  append_record(disk::AppointmentRecurrenceHead{.ReaderVersion2 = kReaderVersion2,
                                                .WriterVersion2 = kWriterVersion2,
                                                .StartTimeOffset = recurrence.start_offset,
                                                .EndTimeOffset = recurrence.end_offset,
                                                .ExceptionCount = static_cast<std::uint16_t>(
                                                    recurrence.exceptions.size())},
                out);
  for (const RecurrenceException& exception : recurrence.exceptions) {
    append_record(disk::ExceptionTimes{.StartDateTime = exception.start,
                                       .EndDateTime = exception.end,
                                       .OriginalStartDate = exception.original_start},
                  out);
    append_record(bytes::u16{std::uint16_t{0}}, out);  // OverrideFlags: none
  }
  append_number(0, out);  // ReservedBlock1Size
  for (std::size_t i = 0; i < recurrence.exceptions.size(); ++i) {
    append_number(4, out);  // ExtendedException.ChangeHighlightSize, ChangeHighlightValue
    append_number(0, out);
    append_number(0, out);  // ReservedBlockEE1Size
  }
  append_number(0, out);  // ReservedBlock2Size
  return out;
}

}  // namespace mapi
