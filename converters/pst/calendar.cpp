#include <algorithm>
#include <array>

#include "converters/pst/item_parts.h"
#include "converters/pst/series.h"
#include "formats/mapi/global_object_id.h"
#include "formats/mapi/property_tags.h"

namespace convert::pst {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

/// [MS-OXOCAL] 2.2.1.12 PidLidRecurrenceType.
std::uint32_t recurrence_type(model::Frequency frequency) {
  switch (frequency) {
    case model::Frequency::Daily:
      return 1;
    case model::Frequency::Weekly:
      return 2;
    case model::Frequency::Monthly:
    case model::Frequency::MonthlyNth:
      return 3;
    case model::Frequency::Yearly:
    case model::Frequency::YearlyNth:
      break;
  }
  return 4;
}

/// 2.2.1.11 PidLidResponseStatus of an item that is no meeting message.
void add_response(const model::CalendarItem& item, Draft& draft) {
  if (item.method != model::MeetingMethod::None) {
    return;  // the message class says it
  }
  constexpr std::array<std::uint32_t, 4> kStatus = {0, 3, 2, 4};  // by MeetingResponse
  if (item.response != model::MeetingResponse::None) {
    draft.fill_number(PidLidResponseStatus, kStatus.at(static_cast<std::size_t>(item.response)));
  }
}

// [MS-OXORMDR] 2.2.1.
void add_reminder(const model::CalendarItem& item, Draft& draft) {
  if (item.reminder_minutes || item.reminder_time) {
    draft.fill_flag(PidLidReminderSet, true);
  }
  if (item.reminder_minutes) {
    draft.fill_number(PidLidReminderDelta, static_cast<std::uint32_t>(*item.reminder_minutes));
  }
  draft.fill_time(PidLidReminderTime, item.reminder_time);
}

/// What a clock in the item's zone shows at `time`.
text::Ticks wall_of(const model::Timestamp& time, const std::optional<TimeZone>& zone) {
  const text::Ticks ticks = model::ticks_of(time);
  if (std::holds_alternative<model::WallClock>(time) || !zone) {
    return ticks;
  }
  return local_time(*zone, ticks).value_or(ticks);
}

/// A time on the wall becomes the instant it is, where the item tells its zone.
model::OptionalTimestamp placed(const model::OptionalTimestamp& time,
                                const std::optional<TimeZone>& zone) {
  const auto* wall = time ? std::get_if<model::WallClock>(&*time) : nullptr;
  if (wall == nullptr || !zone) {
    return time;
  }
  return model::Instant{.ticks = utc_of(*zone, wall->ticks)};
}

/// [MS-OXOCAL] 2.2.1.44.1 Period: of days at most 999, and no larger number of weeks or months
/// means anything; it also keeps the arithmetic of periods in its range.
constexpr std::uint32_t kLargestInterval = 999;

bool is_sayable(const model::Recurrence& rule, Draft& draft) {
  if (rule.interval <= kLargestInterval) {
    return true;
  }
  draft.forms().remarks.push_back("a series with an interval of " + std::to_string(rule.interval) +
                                  ": its rule was left out");
  return false;
}

/// Of the instances that are attached to the series.
std::vector<ChangedTimes> changed_times(const model::Message& series,
                                        const std::optional<TimeZone>& zone) {
  std::vector<ChangedTimes> found;
  for (const model::Attachment& attachment : series.attachments) {
    const model::Message* instance = attachment.message.get();
    if (instance != nullptr && instance->calendar && instance->calendar->replaces &&
        instance->calendar->start) {
      const model::CalendarItem& item = *instance->calendar;
      found.push_back({.replaces = wall_of(*item.replaces, zone),
                       .start = wall_of(*item.start, zone),
                       .end = wall_of(item.end ? *item.end : *item.start, zone)});
    }
  }
  return found;
}

void add_series(const model::Message& message, const std::optional<TimeZone>& zone, Draft& draft) {
  const model::CalendarItem& item = *message.calendar;
  draft.fill_text(PidLidRecurrencePattern, item.recurrence_text);
  if (!item.recurrence || draft.has(PidLidAppointmentRecur)) {
    return;
  }
  if (!item.start) {
    draft.forms().remarks.emplace_back("a series without a first day: its rule was left out");
    return;
  }
  if (!is_sayable(*item.recurrence, draft)) {
    return;
  }
  const text::Ticks start = wall_of(*item.start, zone);
  const text::Ticks end = item.end ? wall_of(*item.end, zone) : start;
  draft.fill_binary(PidLidAppointmentRecur,
                    write_appointment_recurrence(
                        to_pattern(*item.recurrence, start, end, changed_times(message, zone))));
  draft.fill_flag(PidLidRecurring, true);
  draft.fill_number(PidLidRecurrenceType, recurrence_type(item.recurrence->frequency));
}

void add_zone(const model::CalendarItem& item, const std::optional<TimeZone>& zone, Draft& draft) {
  draft.fill_text(PidLidTimeZoneDescription, item.zone_name);
  if (zone && !draft.has(PidLidAppointmentTimeZoneDefinitionRecur) &&
      !draft.has(PidLidAppointmentTimeZoneDefinitionStartDisplay)) {
    draft.fill_binary(PidLidTimeZoneStruct, write_time_zone_struct(*zone));
  }
}

void add_length(const model::CalendarItem& item, const NamedId& tag, Draft& draft) {
  if (item.start && item.end) {
    const text::Ticks length = model::ticks_of(*item.end) - model::ticks_of(*item.start);
    draft.fill_number(tag, static_cast<std::uint32_t>(std::clamp<text::Ticks>(
                               length / text::kTicksPerMinute, 0, INT32_MAX)));
  }
}

void add_appointment(const model::Message& message, Draft& draft) {
  const model::CalendarItem& item = *message.calendar;
  const auto zone = item.zone_rule ? std::optional(to_zone(*item.zone_rule)) : std::nullopt;
  const model::OptionalTimestamp start = placed(item.start, zone);
  const model::OptionalTimestamp end = placed(item.end, zone);
  draft.fill_time(PidLidAppointmentStartWhole, start);
  draft.fill_time(PidLidAppointmentEndWhole, end);
  draft.fill_local_time(PidLidCommonStart, start);
  draft.fill_local_time(PidLidCommonEnd, end);
  draft.fill_flag(PidLidAppointmentSubType, item.all_day);
  draft.fill_number(PidLidBusyStatus, static_cast<std::uint32_t>(item.busy));
  add_length(item, PidLidAppointmentDuration, draft);
  draft.fill_text(PidLidLocation, item.location);
  add_response(item, draft);
  if (!item.uid.empty() && !draft.has(PidLidGlobalObjectId) &&
      !draft.has(PidLidCleanGlobalObjectId)) {
    const Bytes id = write_global_object_id(item.uid);
    draft.fill_binary(PidLidGlobalObjectId, id);
    draft.fill_binary(PidLidCleanGlobalObjectId, id);
  }
  add_reminder(item, draft);
  add_zone(item, zone, draft);
  add_series(message, zone, draft);
  draft.fill_time(PidLidExceptionReplaceTime, placed(item.replaces, zone));
}

// [MS-OXOTASK] 2.2.2.2: days, as midnights "in the user's local time zone" that are stored as if in
// UTC.
void add_task(const model::CalendarItem& item, Draft& draft) {
  draft.fill_local_time(PidLidTaskStartDate, item.start);
  draft.fill_local_time(PidLidTaskDueDate, item.end);
  draft.fill_local_time(PidLidTaskDateCompleted, item.completed);
  draft.fill_number(PidLidTaskStatus, static_cast<std::uint32_t>(item.task_status));
  draft.fill_flag(PidLidTaskComplete, item.task_status == model::TaskStatus::Complete);
  if (item.percent_complete && !draft.has(PidLidPercentComplete)) {
    draft.put_real(draft.id_of(PidLidPercentComplete), *item.percent_complete);
  }
  draft.fill_text(PidLidTaskOwner, item.owner);
  add_reminder(item, draft);
  if (item.recurrence && (item.start || item.end) && !draft.has(PidLidTaskRecurrence) &&
      is_sayable(*item.recurrence, draft)) {
    const text::Ticks start = model::ticks_of(item.start ? *item.start : *item.end);
    draft.fill_binary(PidLidTaskRecurrence, write_recurrence(to_pattern(*item.recurrence, start)));
    draft.fill_flag(PidLidTaskFRecurring, true);
  }
}

// [MS-OXOJRNL] 2.2.1.
void add_journal_entry(const model::CalendarItem& item, Draft& draft) {
  draft.fill_time(PidLidLogStart, item.start);
  draft.fill_time(PidLidLogEnd, item.end);
  draft.fill_local_time(PidLidCommonStart, item.start);
  draft.fill_local_time(PidLidCommonEnd, item.end);
  add_length(item, PidLidLogDuration, draft);
  draft.fill_text(PidLidLogType, item.journal_type);
}

}  // namespace

void add_calendar(const model::Message& message, Draft& draft) {
  const model::CalendarItem& item = *message.calendar;
  switch (item.kind) {
    case model::CalendarKind::Appointment:
      add_appointment(message, draft);
      break;
    case model::CalendarKind::Task:
      add_task(item, draft);
      break;
    case model::CalendarKind::Journal:
      add_journal_entry(item, draft);
      break;
  }
}

}  // namespace convert::pst
