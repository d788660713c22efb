#include "converters/mime/changed_instances.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>

#include "converters/mime/series_zone.h"
#include "formats/text/calendar_date.h"

namespace convert::mime {
namespace {

/// [MS-OXPROPS] 1.3.2: PSETID_Appointment is 00062002-…, PSETID_Common 00062008-….
model::PropertyName named(std::uint8_t set, std::uint32_t lid) {
  model::PropertyName name{.set = {}, .id = lid};
  name.set.bytes = {std::byte{set},  std::byte{0x20}, std::byte{0x06}, std::byte{0},
                    std::byte{0},    std::byte{0},    std::byte{0},    std::byte{0},
                    std::byte{0xC0}, std::byte{0},    std::byte{0},    std::byte{0},
                    std::byte{0},    std::byte{0},    std::byte{0},    std::byte{0x46}};
  return name;
}

constexpr std::uint8_t kAppointment = 0x02;
constexpr std::uint8_t kCommon = 0x08;

/// When the instance would have begun. Of a source that speaks MAPI: PidLidExceptionReplaceTime.
/// The attachment's PidTagExceptionReplaceTime says the same, but in the wild in local time,
/// against [MS-OXOCAL] 2.2.10.1.6: javalibpst_distlist.pst.
model::OptionalTimestamp replaced_start(const model::Message& instance) {
  if (instance.calendar->replaces) {
    return instance.calendar->replaces;
  }
  const model::Property* property = instance.properties.find(named(kAppointment, 0x8228));
  const auto* time = property == nullptr ? nullptr : std::get_if<model::FileTime>(&property->value);
  const auto ticks = time == nullptr ? std::nullopt : text::filetime_to_ticks(time->ticks);
  return ticks ? model::OptionalTimestamp(model::Instant{*ticks}) : std::nullopt;
}

/// The same on a clock of the series; nullopt when nobody knows what that showed.
std::optional<std::int64_t> replaced_local(const model::Message& instance,
                                           const std::optional<SeriesZone>& zone) {
  const model::OptionalTimestamp start = replaced_start(instance);
  if (!start || !is_sayable(model::ticks_of(*start))) {
    return std::nullopt;
  }
  if (std::holds_alternative<model::WallClock>(*start)) {
    return model::ticks_of(*start);
  }
  return zone ? std::optional(zone->to_local(model::ticks_of(*start))) : std::nullopt;
}

/// [MS-OXOCAL] 2.2.10.2: what the exception does not say is as in the series.
model::Message completed(const model::Message& instance, const model::Message& series) {
  model::Message result = instance;
  model::CalendarItem& item = *result.calendar;
  const model::CalendarItem& whole = *series.calendar;
  const auto inherit = [](auto& value, const auto& inherited, bool silent) {
    if (silent) {
      value = inherited;
    }
  };
  // Without a bag the fields are all there is, and say everything.
  const auto says = [&instance](std::uint8_t set, std::uint32_t lid) {
    return instance.calendar->replaces || instance.properties.find(named(set, lid)) != nullptr;
  };
  inherit(result.subject, series.subject, result.subject.empty());
  inherit(result.categories, series.categories, result.categories.empty());
  inherit(result.recipients, series.recipients, result.recipients.empty());
  inherit(result.sensitivity, series.sensitivity, result.sensitivity == model::Sensitivity::None);
  inherit(result.importance, series.importance, result.importance == model::Importance::Normal);
  result.from = series.from;
  result.sender = series.sender;
  inherit(item.location, whole.location, item.location.empty());
  inherit(item.busy, whole.busy, !says(kAppointment, 0x8205));        // PidLidBusyStatus
  inherit(item.all_day, whole.all_day, !says(kAppointment, 0x8215));  // PidLidAppointmentSubType
  inherit(item.reminder_minutes, whole.reminder_minutes, !says(kCommon, 0x8503));  // …ReminderSet
  inherit(item.zone_rule, whole.zone_rule, !item.zone_rule);
  item.reminder_time.reset();
  item.recurrence.reset();
  item.method = whole.method;
  item.response = whole.response;
  return result;
}

}  // namespace

std::vector<ChangedInstance> changed_instances(const model::Message& series,
                                               const CalendarTimes& times) {
  std::vector<ChangedInstance> found;
  const auto zone = SeriesZone::of(*series.calendar);
  for (const model::Attachment& attachment : series.attachments) {
    const model::Message* instance = attachment.message.get();
    if (instance == nullptr || !instance->calendar || !instance->calendar->start ||
        instance->calendar->kind != model::CalendarKind::Appointment) {
      continue;
    }
    const auto start = replaced_local(*instance, zone);
    if (!start) {
      continue;
    }
    const std::int64_t day = *start / model::kTicksPerDay;
    const auto replaced = std::ranges::find(
        times.exceptions, day, [](const auto& time) { return time.ticks / model::kTicksPerDay; });
    const bool twice =
        replaced != times.exceptions.end() &&
        std::ranges::find(found, *replaced, &ChangedInstance::replaces) != found.end();
    if (replaced != times.exceptions.end() && !twice) {
      found.push_back({.message = completed(*instance, series), .replaces = *replaced});
    }
  }
  return found;
}

}  // namespace convert::mime
