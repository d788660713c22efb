#include <algorithm>

#include "converters/schedule/item_parts.h"

namespace convert::schedule {
namespace {

using text::Ticks;

// formats/schedule/FORMAT.md 2: 0 tentative, 1 busy.
void set_busy(Fields& fields, model::CalendarItem& item) {
  if (const auto busy = fields.number("BusyType", 1)) {
    item.busy = *busy == 0 ? model::BusyStatus::Tentative : model::BusyStatus::Busy;
  }
}

/// Q221843: an end that is left blank is the start.
void set_times(Fields& fields, model::CalendarItem& item) {
  item.start = fields.time(fields.has("Start") ? "Start" : "StartDate");
  const std::string_view end = fields.has("End") ? "End" : "EndDate";
  const bool says_end = fields.has(end);
  item.end = fields.time(end);
  if (!item.start) {
    return;
  }
  if (item.end && model::ticks_of(*item.end) < model::ticks_of(*item.start)) {
    fields.miss(end, "it lies before the start");
    item.end = item.start;
  } else if (!item.end) {
    item.end = item.start;
    if (!says_end) {
      fields.context().note(fields.message(), "it has no end: taken for its start");
    }
  }
}

/// Days, the last one included: an all-day item ends with the midnight behind it.
void set_days(Fields& fields, model::CalendarItem& item) {
  item.all_day = true;
  const auto start = fields.day(fields.has("StartDate") ? "StartDate" : "Start");
  const std::string_view name = fields.has("EndDate") ? "EndDate" : "End";
  const bool says_end = fields.has(name);
  auto end = fields.day(name);
  if (!start) {
    fields.untake(name);
    return;
  }
  if (end && *end < *start) {
    fields.miss(name, "it lies before the start");
    end = start;
  } else if (!end && !says_end) {
    fields.context().note(fields.message(), "it has no end: taken for its start");
  }
  item.start = model::WallClock{.ticks = *start};
  item.end = model::WallClock{.ticks = end.value_or(*start) + text::kTicksPerDay};
}

void set_span(Fields& fields, model::CalendarItem& item, bool is_event) {
  if (is_event) {
    set_days(fields, item);
  } else {
    set_times(fields, item);
  }
}

/// From start to end of each instance, which may lie behind a midnight. Clock times say nothing of
/// whole days: an event from 00:00 to 00:00 takes one.
std::optional<Ticks> length_of(const ::schedule::Recurrence& recurrence,
                               const model::CalendarItem& item) {
  if (!item.all_day && recurrence.start_time && recurrence.end_time) {
    const Ticks length = *recurrence.end_time - *recurrence.start_time;
    return length < 0 ? length + text::kTicksPerDay : length;
  }
  if (item.start && item.end) {
    return model::ticks_of(*item.end) - model::ticks_of(*item.start);
  }
  return item.all_day ? text::kTicksPerDay : Ticks{0};
}

Ticks time_of_day(const ::schedule::Recurrence& recurrence, const model::CalendarItem& item) {
  if (item.all_day) {
    return 0;
  }
  if (recurrence.start_time) {
    return *recurrence.start_time;
  }
  const Ticks start = item.start ? model::ticks_of(*item.start) : 0;
  return (start % text::kTicksPerDay + text::kTicksPerDay) % text::kTicksPerDay;
}

/// Times that the recurrence says need not stand in Start and End as well. Those are kept: of them
/// the series has at most the time of day and the length.
void set_recurring_times(Fields& fields, model::CalendarItem& item, bool is_event) {
  if (fields.has("Start") || fields.has("StartDate")) {
    set_span(fields, item, is_event);
  }
  item.all_day = is_event;
  for (const std::string_view name : {"Start", "StartDate", "End", "EndDate"}) {
    fields.untake(name);
  }
}

/// What time_of_day() and length_of() have used.
void take_times(const ::schedule::Recurrence& recurrence, Fields& fields,
                const model::CalendarItem& item) {
  if (!item.all_day && recurrence.start_time) {
    fields.take("StartRecurringTime");
    if (recurrence.end_time) {
      fields.take("EndRecurringTime");
    }
  }
}

}  // namespace

void set_appointment(Fields& fields) {
  set_text(fields);
  model::CalendarItem& item = fields.message().calendar.emplace();
  item.location = fields.text("Where");
  set_busy(fields, item);
}

std::vector<Draft> to_appointments(const ::schedule::Object& object, const std::string& native_id,
                                   Context& context) {
  const bool is_event = object.is("SingleEvents") || object.is("RecurringEvents");
  const bool recurs = object.is("RecurringAppointments") || object.is("RecurringEvents");
  Draft draft;
  draft.item.place = Place::Calendar;
  draft.item.message = new_message(object, native_id, "IPM.Appointment", context);
  Fields fields(object, context, draft.item.message);
  set_appointment(fields);
  model::CalendarItem& item = *draft.item.message.calendar;
  const auto recurrence = recurs ? read_recurrence(fields) : std::nullopt;
  if (recurrence) {
    set_recurring_times(fields, item, is_event);
    take_times(*recurrence, fields, item);
  } else {
    set_span(fields, item, is_event);
    if (!item.start) {
      fields.miss("Start", "it has no start that can be read");
    }
  }
  add_nested(fields);
  std::vector<Draft> drafts;
  if (recurrence) {
    const Ticks begins = time_of_day(*recurrence, item);
    const auto length = length_of(*recurrence, item);
    item.start = model::WallClock{.ticks = recurrence->start_day + begins};
    item.end = model::WallClock{.ticks = recurrence->start_day + begins + length.value_or(0)};
    draft.alarm = read_alarm(fields, item);
    fields.keep_rest();
    drafts = spread(draft, to_series(*recurrence), begins, length);
  } else {
    draft.alarm = read_alarm(fields, item);
    fields.keep_rest();
    drafts.push_back(std::move(draft));
  }
  add_exceptions(object, context, drafts);
  return drafts;
}

}  // namespace convert::schedule
