// Recurrence patterns of appointments and tasks, [MS-OXOCAL] 2.2.1.44.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/text/calendar_date.h"
#include "formats/text/code_page.h"

namespace mapi {

/// RecurrencePattern.RecurFrequency.
enum class RecurFrequency : std::uint16_t {
  Daily = 0x200A,
  Weekly = 0x200B,
  Monthly = 0x200C,
  Yearly = 0x200D,
};

/// RecurrencePattern.PatternType; the Hj forms count in the Hijri calendar.
enum class PatternType : std::uint16_t {
  Day = 0x0000,
  Week = 0x0001,
  Month = 0x0002,
  MonthNth = 0x0003,
  MonthEnd = 0x0004,
  HjMonth = 0x000A,
  HjMonthNth = 0x000B,
  HjMonthEnd = 0x000C,
};

/// RecurrencePattern.EndType.
enum class RecurrenceEnd : std::uint8_t { Date, Count, Never };

/// Minutes since 1601-01-01T00:00 in the series' own zone: how these structures tell time.
using Minutes = std::uint32_t;
[[nodiscard]] text::Ticks minutes_to_ticks(Minutes minutes);

/// 2.2.1.44.1.
struct RecurrencePattern {
  RecurFrequency frequency = RecurFrequency::Daily;
  PatternType pattern = PatternType::Day;
  std::uint16_t calendar = 0;  // CalendarType: 0 the default, 1 Gregorian, 6 Hijri, 8 Hebrew …
  Minutes first = 0;           // FirstDateTime
  std::uint32_t period = 0;    // in minutes, weeks or months, as `frequency` says
  bool sliding = false;        // tasks: the next one counts from the completion of the last
  std::uint32_t weekdays = 0;  // Week, MonthNth: bit 0 Sunday … bit 6 Saturday
  std::uint32_t day = 0;       // Month, MonthEnd: of the month
  std::uint32_t nth = 0;       // MonthNth: 1…4, 5 the last
  RecurrenceEnd end = RecurrenceEnd::Never;
  std::uint32_t occurrences = 0;    // means something when `end` is Count
  std::uint32_t first_weekday = 0;  // 0 Sunday
  std::vector<Minutes> deleted{};   // original days of instances left out or modified
  std::vector<Minutes> modified{};  // new days of the modified ones
  Minutes start_date = 0;
  Minutes end_date = 0;

  friend bool operator==(const RecurrencePattern&, const RecurrencePattern&) = default;
};

/// 2.2.1.44.2 and 2.2.1.44.4: one modified instance. What is not overridden is absent.
struct RecurrenceException {
  Minutes start = 0;
  Minutes end = 0;
  Minutes original_start = 0;
  std::optional<std::string> subject{};  // UTF-8
  std::optional<std::string> location{};
  std::optional<std::uint32_t> meeting_type{};
  std::optional<std::uint32_t> reminder_delta{};
  std::optional<std::uint32_t> reminder_set{};
  std::optional<std::uint32_t> busy_status{};
  std::optional<std::uint32_t> attachment{};
  std::optional<std::uint32_t> sub_type{};
  std::optional<std::uint32_t> color{};

  friend bool operator==(const RecurrenceException&, const RecurrenceException&) = default;
};

/// 2.2.1.44.5.
struct AppointmentRecurrence {
  RecurrencePattern pattern{};
  Minutes start_offset = 0;  // since midnight
  Minutes end_offset = 0;
  std::vector<RecurrenceException> exceptions{};

  friend bool operator==(const AppointmentRecurrence&, const AppointmentRecurrence&) = default;
};

/// A pattern listing more instances, deleted or modified, is cut off there: Outlook ends a series
/// after 999 occurrences, and a daily series without end has this many in 44 years.
inline constexpr std::uint32_t kMaxInstances = 16'384;

/// PidLidTaskRecurrence. nullopt, and Damage, when the rule does not stand there whole: half a rule
/// would be another rule.
[[nodiscard]] std::optional<RecurrencePattern> read_recurrence(std::span<const std::byte> data,
                                                               bytes::DamageLog& damage);

/// PidLidAppointmentRecur. Damage behind the pattern costs exceptions, not the rule. `code_page` is
/// that of 8-bit subjects and locations, used where no UTF-16 form follows.
[[nodiscard]] std::optional<AppointmentRecurrence> read_appointment_recurrence(
    std::span<const std::byte> data, text::CodePageNumber code_page, bytes::DamageLog& damage);

/// PidLidTaskRecurrence, as read_recurrence() reads it.
[[nodiscard]] std::vector<std::byte> write_recurrence(const RecurrencePattern& pattern);

/// PidLidAppointmentRecur, as read_appointment_recurrence() reads it. Of the exceptions only the
/// times are written: what they override stands in the embedded messages.
[[nodiscard]] std::vector<std::byte> write_appointment_recurrence(
    const AppointmentRecurrence& recurrence);

}  // namespace mapi
