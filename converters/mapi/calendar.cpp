#include <array>

#include "converters/mapi/item_parts.h"
#include "converters/mapi/rule.h"
#include "formats/mapi/global_object_id.h"
#include "formats/mapi/recurrence.h"
#include "formats/mapi/time_zone.h"

namespace convert::mapi {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

model::OptionalTimestamp first_instant(const BagReader& bag, std::initializer_list<Key> keys) {
  for (const Key& key : keys) {
    if (auto time = bag.instant(key)) {
      return time;
    }
  }
  return std::nullopt;
}

/// [MS-OXOCAL] 2.2.1.41 … 43: the zone the series counts in, else the one it was made in, else the
/// older PidLidTimeZoneStruct (2.2.1.39).
std::optional<TimeZone> read_zone(const BagReader& bag) {
  for (const NamedId& id : {PidLidAppointmentTimeZoneDefinitionRecur,
                            PidLidAppointmentTimeZoneDefinitionStartDisplay}) {
    const auto raw = bag.binary(id);
    if (raw && !raw->empty()) {
      bytes::DamageLog damage;
      auto zone = read_time_zone_definition(*raw, damage);
      bag.findings().miss(Key(id).text(), damage);
      if (zone) {
        return zone;
      }
    }
  }
  const auto raw = bag.binary(PidLidTimeZoneStruct);
  if (!raw || raw->empty()) {
    return std::nullopt;
  }
  bytes::DamageLog damage;
  auto zone = read_time_zone_struct(*raw, damage);
  bag.findings().miss("PidLidTimeZoneStruct", damage);
  return zone;
}

/// All-day items are stored as instants: midnight, in the zone they were made in. Where that zone
/// is known and midnight it is, they become what they mean: days.
void use_days(const TimeZone& zone, model::CalendarItem& item) {
  const auto day = [&zone](const model::OptionalTimestamp& time) {
    return time ? local_time(zone, model::ticks_of(*time)) : std::nullopt;
  };
  const auto start = day(item.start);
  const auto end = day(item.end);
  if (start && end && *start % text::kTicksPerDay == 0 && *end % text::kTicksPerDay == 0) {
    item.start = model::WallClock{.ticks = *start};
    item.end = model::WallClock{.ticks = *end};
  }
}

/// [MS-OXOCAL] 2.2.1.39 stStandardDate: year 0 and the nth weekday of a month, 5 the last.
model::ZoneChange zone_change(const Changeover& date) {
  constexpr std::int32_t kLast = 5;
  return {.month = date.month,
          .weekday = date.weekday,
          .nth = date.day == kLast ? -1 : date.day,
          .minute = date.hour * 60 + date.minute};
}

/// nullopt for what is no rule: biases beyond a day, changeovers on the dates of one year.
std::optional<model::ZoneRule> zone_rule(const TimeZone& zone) {
  constexpr std::int32_t kMaxBias = 24 * 60;
  for (const std::int32_t bias : {zone.bias, zone.standard_bias, zone.daylight_bias}) {
    if (bias < -kMaxBias || bias > kMaxBias) {
      return std::nullopt;
    }
  }
  model::ZoneRule rule{.bias = zone.bias + zone.standard_bias, .daylight = std::nullopt};
  if (zone.to_daylight.month == 0 || zone.to_standard.month == 0) {
    return rule;
  }
  if (zone.to_daylight.year != 0 || zone.to_standard.year != 0) {
    return std::nullopt;
  }
  rule.daylight = model::DaylightRule{.bias = zone.bias + zone.daylight_bias,
                                      .begins = zone_change(zone.to_daylight),
                                      .ends = zone_change(zone.to_standard)};
  return rule;
}

std::string read_uid(const BagReader& bag) {
  for (const NamedId& id : {PidLidCleanGlobalObjectId, PidLidGlobalObjectId}) {
    const auto raw = bag.binary(id);
    if (raw && !raw->empty()) {
      bytes::DamageLog damage;
      const auto object = read_global_object_id(*raw, damage);
      bag.findings().miss(Key(id).text(), damage);
      if (object) {
        return object->uid;
      }
    }
  }
  return {};
}

void fill_recurrence(const BagReader& bag, model::CalendarItem& item) {
  item.recurrence_text = bag.text(PidLidRecurrencePattern);
  const auto raw = bag.binary(PidLidAppointmentRecur);
  if (!raw || raw->empty()) {
    return;
  }
  bytes::DamageLog damage;
  const auto recurrence = read_appointment_recurrence(*raw, bag.page().number, damage);
  bag.findings().miss("PidLidAppointmentRecur", damage);
  if (!recurrence) {
    return;
  }
  item.recurrence = to_rule(*recurrence);
  if (!item.recurrence) {
    bag.findings().remarks.emplace_back(
        "PidLidAppointmentRecur holds a rule that has no iCalendar form; it stays a property");
  }
}

void fill_meeting(std::string_view message_class, const BagReader& bag, model::CalendarItem& item) {
  // [MS-OXOCAL] 2.2.4, 2.2.5, 2.2.6, 2.2.7.
  struct Class {
    std::string_view name;
    model::MeetingMethod method;
    model::MeetingResponse response;
  };
  constexpr std::array<Class, 6> kClasses = {{
      {"IPM.Schedule.Meeting.Request", model::MeetingMethod::Request, model::MeetingResponse::None},
      {"IPM.Schedule.Meeting.Canceled", model::MeetingMethod::Cancellation,
       model::MeetingResponse::None},
      {"IPM.Schedule.Meeting.Resp", model::MeetingMethod::Response, model::MeetingResponse::None},
      {"IPM.Schedule.Meeting.Resp.Pos", model::MeetingMethod::Response,
       model::MeetingResponse::Accepted},
      {"IPM.Schedule.Meeting.Resp.Tent", model::MeetingMethod::Response,
       model::MeetingResponse::Tentative},
      {"IPM.Schedule.Meeting.Resp.Neg", model::MeetingMethod::Response,
       model::MeetingResponse::Declined},
  }};
  for (const Class& row : kClasses) {
    if (is_class(message_class, row.name)) {
      item.method = row.method;
      item.response = row.response;
    }
  }
  if (item.method != model::MeetingMethod::None) {
    return;
  }
  // 2.2.1.11 PidLidResponseStatus of the item itself.
  switch (bag.integer(PidLidResponseStatus).value_or(0)) {
    case 2:
      item.response = model::MeetingResponse::Tentative;
      break;
    case 3:
      item.response = model::MeetingResponse::Accepted;
      break;
    case 4:
      item.response = model::MeetingResponse::Declined;
      break;
    default:
      break;
  }
}

// [MS-OXORMDR] 2.2.1.
void fill_reminder(const BagReader& bag, model::CalendarItem& item) {
  // 2.2.1.3: "0x5AE980E1 … the default"; a number of minutes no user chose.
  constexpr std::int64_t kDefaultDelta = 0x5AE980E1;
  if (!bag.flag(PidLidReminderSet).value_or(false)) {
    return;
  }
  const auto delta = bag.integer(PidLidReminderDelta);
  if (delta != kDefaultDelta) {
    item.reminder_minutes = delta;
  }
  item.reminder_time = bag.instant(PidLidReminderTime);
}

}  // namespace

model::CalendarItem read_appointment(const BagReader& bag, std::string_view message_class) {
  model::CalendarItem item;
  item.start =
      first_instant(bag, {PidLidAppointmentStartWhole, PidLidCommonStart, PidTagStartDate});
  item.end = first_instant(bag, {PidLidAppointmentEndWhole, PidLidCommonEnd, PidTagEndDate});
  item.all_day = bag.flag(PidLidAppointmentSubType).value_or(false);
  item.location = bag.text(PidLidLocation);
  const auto busy = bag.integer(PidLidBusyStatus);  // [MS-OXOCAL] 2.2.1.2
  if (busy >= 0 && busy <= 4) {
    item.busy = static_cast<model::BusyStatus>(*busy);
  }
  fill_meeting(message_class, bag, item);
  item.uid = read_uid(bag);
  fill_reminder(bag, item);
  fill_recurrence(bag, item);
  if (const auto zone = read_zone(bag)) {
    item.zone_name = zone->key_name;
    item.zone_rule = zone_rule(*zone);
    if (!item.zone_rule) {
      bag.findings().remarks.emplace_back(
          "the time zone holds no rule for all years; its record stays a property");
    }
    if (item.all_day) {
      use_days(*zone, item);
    }
  }
  if (item.zone_name.empty()) {
    item.zone_name = bag.text(PidLidTimeZoneDescription);
  }
  return item;
}

// [MS-OXOTASK] 2.2.2.2: the dates are midnights "in the user's local time zone", stored as if in
// UTC.
model::CalendarItem read_task(const BagReader& bag) {
  model::CalendarItem item;
  item.kind = model::CalendarKind::Task;
  item.start = bag.wall_clock(PidLidTaskStartDate);
  item.end = bag.wall_clock(PidLidTaskDueDate);
  item.completed = bag.wall_clock(PidLidTaskDateCompleted);
  const auto status = bag.integer(PidLidTaskStatus);
  if (status >= 0 && status <= 4) {
    item.task_status = static_cast<model::TaskStatus>(*status);
  }
  item.percent_complete = bag.real(PidLidPercentComplete);
  item.owner = bag.text(PidLidTaskOwner);
  fill_reminder(bag, item);
  item.reminder_minutes.reset();  // a task's reminder is a time, not a distance
  const auto raw = bag.binary(PidLidTaskRecurrence);
  if (raw && !raw->empty()) {
    bytes::DamageLog damage;
    const auto pattern = read_recurrence(*raw, damage);
    bag.findings().miss("PidLidTaskRecurrence", damage);
    item.recurrence = pattern ? to_rule(*pattern) : std::nullopt;
    if (pattern && !item.recurrence) {
      bag.findings().remarks.emplace_back(
          "PidLidTaskRecurrence holds a rule that has no iCalendar form; it stays a property");
    }
  }
  return item;
}

model::CalendarItem read_journal_entry(const BagReader& bag) {
  model::CalendarItem item;
  item.kind = model::CalendarKind::Journal;
  item.start = first_instant(bag, {PidLidLogStart, PidLidCommonStart});
  item.end = first_instant(bag, {PidLidLogEnd, PidLidCommonEnd});
  item.journal_type = bag.text(PidLidLogType);
  return item;
}

}  // namespace convert::mapi
