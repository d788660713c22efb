#include "converters/mime/calendar_part.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "converters/mime/address_text.h"
#include "converters/mime/calendar_times.h"
#include "converters/mime/changed_instances.h"
#include "converters/mime/header_fields.h"
#include "converters/mime/note.h"
#include "converters/mime/recurrence_rule.h"
#include "converters/model/names.h"
#include "formats/text/calendar_date.h"

namespace convert::mime {
namespace {

using ::mime::CalendarComponent;
using ::mime::CalendarPerson;
using ::mime::ComponentKind;

constexpr std::size_t kIsoDateLength = 10;

/// The property as a 32-bit integer; nullopt when it is not there.
std::optional<std::int32_t> integer(const model::PropertyBag& bag, std::uint16_t id) {
  const model::Property* property = bag.find(id);
  const auto* value = property == nullptr ? nullptr : std::get_if<std::int32_t>(&property->value);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

CalendarPerson person_of(const model::Address& address, const ItemContext& context) {
  const InternetAddress internet = to_internet(address, AddressUse::Recipient, context.options);
  return {.uri = ::mime::mailto_uri(internet.addr_spec), .name = address.name};
}

std::string participation(model::MeetingResponse response) {
  constexpr std::array<const char*, 4> kNames{"", "ACCEPTED", "TENTATIVE", "DECLINED"};
  return kNames[static_cast<std::size_t>(response)];
}

/// [MS-OXOCAL] 2.2.4.10.2 PidTagRecipientTrackStatus.
std::string participation_of(const model::Recipient& recipient) {
  constexpr std::uint16_t kTrackStatus = 0x5FFF;
  switch (integer(recipient.properties, kTrackStatus).value_or(0)) {
    case 2:
      return "TENTATIVE";
    case 3:
      return "ACCEPTED";
    case 4:
      return "DECLINED";
    case 5:
      return "NEEDS-ACTION";
    default:
      return {};
  }
}

/// [MS-OXOCAL] 2.2.4.10.1 PidTagRecipientFlags: the organizer has a row of its own.
bool is_organizer(const model::Recipient& recipient) {
  constexpr std::uint16_t kRecipientFlags = 0x5FFD;
  constexpr std::int32_t kOrganizer = 2;
  return recipient.kind == model::RecipientKind::Originator ||
         (integer(recipient.properties, kRecipientFlags).value_or(0) & kOrganizer) != 0;
}

std::string role_of(model::RecipientKind kind) {
  switch (kind) {
    case model::RecipientKind::Cc:
      return "OPT-PARTICIPANT";
    case model::RecipientKind::Bcc:  // [MS-OXOCAL] 3.1.4.7.1: a resource
      return "NON-PARTICIPANT";
    default:
      return "REQ-PARTICIPANT";
  }
}

void add_people(const model::Message& message, const ItemContext& context, CalendarComponent& out) {
  const model::Address* author = author_of(message);
  if (message.calendar->method == model::MeetingMethod::Response) {
    // RFC 5546 3.2.3: a reply goes from the one attendee to the organizer.
    if (author != nullptr) {
      CalendarPerson attendee = person_of(*author, context);
      attendee.participation = participation(message.calendar->response);
      out.attendees.push_back(std::move(attendee));
    }
    for (const model::Recipient& recipient : message.recipients) {
      if (recipient.kind == model::RecipientKind::To && !out.organizer) {
        out.organizer = person_of(recipient.address, context);
      }
    }
    return;
  }
  for (const model::Recipient& recipient : message.recipients) {
    if (is_organizer(recipient)) {
      continue;
    }
    CalendarPerson attendee = person_of(recipient.address, context);
    attendee.role = role_of(recipient.kind);
    attendee.participation = participation_of(recipient);
    out.attendees.push_back(std::move(attendee));
  }
  // RFC 5545 3.8.4.3: an organizer stands in what is scheduled with others only.
  if (author != nullptr && !out.attendees.empty()) {
    out.organizer = person_of(*author, context);
  }
}

void add_classification(const model::Message& message, CalendarComponent& out) {
  // [MS-OXCICAL] 2.1.3.1.1.20.4, 2.1.3.1.1.20.17
  constexpr std::array<const char*, 4> kClasses{"", "X-PERSONAL", "PRIVATE", "CONFIDENTIAL"};
  out.classification = kClasses[static_cast<std::size_t>(message.sensitivity)];
  if (message.importance != model::Importance::Normal) {
    out.priority = message.importance == model::Importance::High ? 1 : 9;
  }
}

void add_event(const model::CalendarItem& item, CalendarComponent& out) {
  constexpr std::array<const char*, 5> kBusy{"FREE", "TENTATIVE", "BUSY", "OOF",
                                             "WORKINGELSEWHERE"};
  out.kind = ComponentKind::Event;
  out.location = item.location;
  out.transparency = item.busy == model::BusyStatus::Free ? "TRANSPARENT" : "OPAQUE";
  if (item.method == model::MeetingMethod::Cancellation) {
    out.status = "CANCELLED";
  } else if (item.busy == model::BusyStatus::Tentative) {
    out.status = "TENTATIVE";
  }
  out.extensions.push_back(
      {.name = "X-MICROSOFT-CDO-BUSYSTATUS", .value = kBusy[static_cast<std::size_t>(item.busy)]});
  if (item.all_day) {
    out.extensions.push_back({.name = "X-MICROSOFT-CDO-ALLDAYEVENT", .value = "TRUE"});
  }
}

void add_todo(const model::CalendarItem& item, CalendarComponent& out) {
  constexpr std::array<const char*, 5> kStatus{"NEEDS-ACTION", "IN-PROCESS", "COMPLETED",
                                               "NEEDS-ACTION", "NEEDS-ACTION"};
  out.kind = ComponentKind::Todo;
  out.status = kStatus[static_cast<std::size_t>(item.task_status)];
  if (item.percent_complete && *item.percent_complete >= 0 && *item.percent_complete <= 1) {
    out.percent_complete = static_cast<std::int32_t>(std::lround(*item.percent_complete * 100));
  }
  if (item.completed) {
    out.completed = plain_time(*item.completed);
  }
  if (out.completed) {  // RFC 5545 3.8.2.1: "MUST be specified as a date with UTC time"
    out.completed->form = ::mime::CalendarTimeForm::Utc;
  }
  if (item.task_status == model::TaskStatus::Waiting) {
    out.extensions.push_back({.name = "X-RESTANTE-TASK-STATUS", .value = "WAITING"});
  } else if (item.task_status == model::TaskStatus::Deferred) {
    out.extensions.push_back({.name = "X-RESTANTE-TASK-STATUS", .value = "DEFERRED"});
  }
  out.extensions.push_back({.name = "X-RESTANTE-OWNER", .value = item.owner});
}

void add_journal(const model::CalendarItem& item, CalendarComponent& out) {
  out.kind = ComponentKind::Journal;
  out.extensions.push_back({.name = "X-RESTANTE-JOURNAL-TYPE", .value = item.journal_type});
  out.end.reset();  // RFC 5545 3.6.3: a journal entry has none
}

/// RFC 5545 3.6.1: an event that is no message about one must begin at some time. One that does not
/// is written as something to do, which need not (3.6.2).
void allow_no_start(const model::CalendarItem& item, CalendarComponent& out) {
  if (out.kind != ComponentKind::Event || out.start || item.method != model::MeetingMethod::None) {
    return;
  }
  out.kind = ComponentKind::Todo;
  out.transparency.clear();
  out.status.clear();
  out.extensions.push_back({.name = "X-RESTANTE-KIND", .value = "appointment"});
}

/// Start and end where the component does not say them.
void add_unsaid_times(const model::CalendarItem& item, CalendarComponent& out) {
  if (item.start && !out.start) {
    out.extensions.push_back({.name = "X-RESTANTE-START", .value = iso_text(*item.start)});
  }
  if (item.end && !out.end) {
    out.extensions.push_back({.name = "X-RESTANTE-END", .value = iso_text(*item.end)});
  }
}

void add_alarm(const model::CalendarItem& item, CalendarComponent& out) {
  if (out.kind == ComponentKind::Journal) {
    return;
  }
  const auto instant =
      item.reminder_time && std::holds_alternative<model::Instant>(*item.reminder_time)
          ? plain_time(*item.reminder_time)
          : std::nullopt;
  const auto say = [&out](std::string value) {
    out.extensions.push_back({.name = "X-RESTANTE-REMINDER", .value = std::move(value)});
  };
  if (item.reminder_minutes && (out.start || out.end)) {
    out.alarm = ::mime::CalendarAlarm{.minutes_before = item.reminder_minutes,
                                      .relative_to_end = !out.start};
  } else if (instant) {
    out.alarm = ::mime::CalendarAlarm{.at = instant};
  } else if (item.reminder_time) {
    // RFC 5545 3.8.6.3: an absolute trigger is UTC, which a wall clock is not.
    say(iso_text(*item.reminder_time));
  } else if (item.reminder_minutes) {
    // 3.8.6.3: a relative one needs the time it is relative to.
    say(std::to_string(*item.reminder_minutes) + " minutes before");
  }
}

std::string days_text(const std::vector<model::WallClock>& days) {
  std::string out;
  for (const model::WallClock& day : days) {
    out += (out.empty() ? "" : " ") + text::iso8601(day.ticks).substr(0, kIsoDateLength);
  }
  return out;
}

void add_series(const model::CalendarItem& item, const CalendarTimes& times,
                CalendarComponent& out) {
  if (!item.recurrence) {
    return;
  }
  // RFC 5545 3.8.5.3: a rule needs the DTSTART it counts from.
  out.rule = times.start ? to_rule(*item.recurrence, times.until) : std::nullopt;
  const bool placed = out.rule && times.days_placed;
  if (placed) {
    out.exceptions = times.exceptions;
  }
  const auto extend = [&out](std::string name, std::string value) {
    out.extensions.push_back({.name = std::move(name), .value = std::move(value)});
  };
  extend("X-RESTANTE-MODIFIED", days_text(item.recurrence->modified));
  if (!placed) {
    extend("X-RESTANTE-DELETED", days_text(item.recurrence->deleted));
  }
  const bool silent = !out.rule && item.recurrence_text.empty();
  extend("X-RESTANTE-RECURRENCE",
         silent ? std::string(model::name_of(item.recurrence->frequency)) : item.recurrence_text);
  if (!times.zone) {
    extend("X-RESTANTE-ZONE", item.zone_name);
  }
}

/// RFC 5545 3.8.7.2 wants a DTSTAMP in UTC. The clock of this machine tells nothing about the item,
/// so it is a time the item itself has, the best there is; an item without any time goes without.
std::optional<::mime::CalendarTime> stamp_of(const model::Message& message) {
  for (const model::OptionalTimestamp* time :
       {&message.modified, &message.sent, &message.received, &message.created,
        &message.calendar->start, &message.calendar->end}) {
    if (*time && is_sayable(model::ticks_of(**time))) {
      return ::mime::CalendarTime{.ticks = model::ticks_of(**time),
                                  .form = ::mime::CalendarTimeForm::Utc};
    }
  }
  return std::nullopt;
}

CalendarComponent component_of(const model::Message& message, const ItemContext& context,
                               std::string_view description, const CalendarTimes& times) {
  const model::CalendarItem& item = *message.calendar;
  CalendarComponent component{
      .uid = item.uid.empty() ? context.identity + "@restante.invalid" : item.uid,
      .stamp = stamp_of(message),
      .start = times.start,
      .end = times.end,
      .summary = message.subject,
      .description = std::string(description),
      .categories = message.categories};
  // RFC 5545 3.8.7.1, 3.8.7.3: both are UTC.
  for (auto [from, to] : {std::pair(&message.created, &component.created),
                          std::pair(&message.modified, &component.modified)}) {
    if (*from && std::holds_alternative<model::Instant>(**from)) {
      *to = plain_time(**from);
    }
  }
  switch (item.kind) {
    case model::CalendarKind::Appointment:
      add_event(item, component);
      break;
    case model::CalendarKind::Task:
      add_todo(item, component);
      break;
    case model::CalendarKind::Journal:
      add_journal(item, component);
      break;
  }
  allow_no_start(item, component);
  add_unsaid_times(item, component);
  add_classification(message, component);
  add_people(message, context, component);
  add_series(item, times, component);
  add_alarm(item, component);
  if (item.method != model::MeetingMethod::Response) {
    component.extensions.push_back(
        {.name = "X-RESTANTE-RESPONSE", .value = participation(item.response)});
  }
  return component;
}

/// RFC 5545 3.8.4.4: an instance with a component of its own stands in the series, and is no longer
/// left out of it. Its description is its own, or that of the series, when that is not too long to
/// stand in each of them.
void add_changed(const model::Message& series, const CalendarTimes& times,
                 const ItemContext& context, ::mime::Calendar& out) {
  constexpr std::size_t kMaxRepeated = 16UL * 1024;
  if (out.component.exceptions.empty()) {
    return;  // no rule, or nobody knows when its instances are
  }
  for (const ChangedInstance& instance : changed_instances(series, times)) {
    std::string description = note_of(instance.message.bodies);
    if (description.empty() && out.component.description.size() <= kMaxRepeated) {
      description = out.component.description;
    }
    CalendarComponent component =
        component_of(instance.message, context, description, calendar_times(instance.message));
    if (!component.start) {
      continue;
    }
    component.uid = out.component.uid;
    component.replaces = instance.replaces;
    std::erase(out.component.exceptions, instance.replaces);
    out.changed.push_back(std::move(component));
  }
}

void add_line(std::string& out, std::string_view label, std::string_view value) {
  if (!value.empty()) {
    out += std::string(label) + ": " + std::string(value) + "\r\n";
  }
}

}  // namespace

::mime::Calendar calendar_object(const model::Message& message, const ItemContext& context,
                                 std::string_view description) {
  constexpr std::array<const char*, 4> kMethods{"", "REQUEST", "REPLY", "CANCEL"};
  const CalendarTimes times = calendar_times(message);
  ::mime::Calendar calendar{.method = kMethods[static_cast<std::size_t>(message.calendar->method)],
                            .zone = times.zone,
                            .component = component_of(message, context, description, times)};
  add_changed(message, times, context, calendar);
  return calendar;
}

std::string calendar_summary(const model::Message& message) {
  const model::CalendarItem& item = *message.calendar;
  std::string out;
  const auto add_time = [&out](std::string_view label, const model::OptionalTimestamp& time) {
    if (time) {
      add_line(out, label, iso_text(*time));
    }
  };
  add_line(out, "Subject", message.subject);
  add_line(out, "Location", item.location);
  add_time("Start", item.start);
  add_time(item.kind == model::CalendarKind::Task ? "Due" : "End", item.end);
  add_time("Completed", item.completed);
  add_line(out, "Recurrence", item.recurrence_text);
  add_line(out, "Owner", item.owner);
  add_line(out, "Type", item.journal_type);
  return out;
}

}  // namespace convert::mime
