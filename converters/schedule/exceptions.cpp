#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "converters/mapi/series_days.h"
#include "converters/schedule/item_parts.h"

namespace convert::schedule {
namespace {

using text::Ticks;

/// A daily series has so many instances in 27 years (Q247622).
constexpr std::size_t kMostExceptions = 10'000;

/// The series that has an instance on `day`; the first of them when none is known to.
Draft& series_of(Ticks day, std::span<Draft> drafts) {
  const auto found = std::ranges::find_if(drafts, [day](const Draft& draft) {
    return mapi::is_day_of_month_of(*draft.item.message.calendar->recurrence, day);
  });
  return drafts.size() == 1 || found == drafts.end() ? drafts.front() : *found;
}

void add_day(Ticks day, std::vector<model::WallClock>& days) {
  const model::WallClock one{.ticks = day};
  const auto place = std::ranges::lower_bound(days, one);
  if (place == days.end() || *place != one) {
    days.insert(place, one);
  }
}

/// Where a changed instance says only the day, it keeps the time of its series.
model::OptionalTimestamp read_time(Fields& fields, std::string_view name, std::string_view other,
                                   const model::OptionalTimestamp& in_series) {
  const auto said = fields.day_time(fields.has(name) ? name : other);
  if (!said) {
    return std::nullopt;
  }
  const Ticks time = in_series && !said->has_time ? model::ticks_of(*in_series) : 0;
  return model::WallClock{.ticks = said->ticks + (time % text::kTicksPerDay + text::kTicksPerDay) %
                                                     text::kTicksPerDay};
}

/// Start and end, if it says them. The last of whole days ends with the midnight behind it.
void set_times(Fields& fields, const model::Message& series) {
  const model::CalendarItem& whole = *series.calendar;
  model::CalendarItem& item = *fields.message().calendar;
  item.start = read_time(fields, "Start", "StartDate", whole.start);
  item.end = read_time(fields, "End", "EndDate", whole.end);
  if (whole.all_day && item.end) {
    item.end = model::WallClock{.ticks = model::ticks_of(*item.end) + text::kTicksPerDay};
  }
  if (item.start && item.end && model::ticks_of(*item.end) < model::ticks_of(*item.start)) {
    fields.miss(fields.has("End") ? "End" : "EndDate", "it lies before the start");
    item.end = item.start;
  }
}

/// What a changed instance does not say is as in its series.
void inherit(const model::Message& series, Ticks day, model::Message& instance) {
  const model::CalendarItem& whole = *series.calendar;
  model::CalendarItem& item = *instance.calendar;
  const Ticks first = model::ticks_of(*whole.start);
  const Ticks begins = day + (first % text::kTicksPerDay + text::kTicksPerDay) % text::kTicksPerDay;
  item.replaces = model::WallClock{.ticks = begins};
  item.all_day = whole.all_day;
  if (!item.start) {
    item.start = item.replaces;
  }
  if (!item.end && whole.end) {
    item.end = model::WallClock{.ticks = model::ticks_of(*item.start) +
                                         model::ticks_of(*whole.end) - first};
  }
  if (instance.subject.empty()) {
    instance.subject = series.subject;
  }
  if (!instance.bodies.text) {
    instance.bodies = series.bodies;
  }
  if (item.location.empty()) {
    item.location = whole.location;
  }
}

/// [MS-OXOCAL] 2.2.10: a message embedded in the series.
void attach(const ::schedule::Object& exception, Ticks day, Context& context,
            model::Message& series) {
  const bool is_task = series.calendar->kind == model::CalendarKind::Task;
  auto instance = std::make_shared<model::Message>(new_message(
      exception, series.provenance.native_id + ", changed instance",
      is_task ? "IPM.Task" : "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}", context));
  Fields fields(exception, context, *instance);
  if (is_task) {
    set_task(fields);
  } else {
    set_appointment(fields);
    if (!fields.has("BusyType")) {
      instance->calendar->busy = series.calendar->busy;
    }
    set_times(fields, series);
  }
  (void)fields.day("InstanceDate");
  fields.take("Deleted");
  add_nested(fields);
  fields.keep_rest();
  inherit(series, day, *instance);
  model::Attachment attachment;
  attachment.kind = model::AttachmentKind::Embedded;
  attachment.long_name = instance->subject;
  for (const model::Missing& piece : instance->provenance.missing) {
    series.provenance.miss("changed instance: " + piece.what, piece.why);
  }
  attachment.message = std::move(instance);
  series.attachments.push_back(std::move(attachment));
}

/// Whether an exception says more than its day and that it is deleted.
bool has_more(const ::schedule::Object& exception, bool has_time) {
  constexpr std::size_t kNeeded = 2;
  return has_time || exception.properties.size() > kNeeded || !exception.objects.empty() ||
         !exception.unclaimed.empty() || !exception.is_complete;
}

/// Text of the file that becomes nothing else is added to `kept`.
void add_exception(const ::schedule::Object& exception, Context& context, std::span<Draft> drafts,
                   std::string& kept) {
  model::Message& first = drafts.front().item.message;
  // A message of its own takes what is wrong with the two properties.
  model::Message told;
  Fields fields(exception, context, told);
  const auto day = fields.day("InstanceDate");
  const auto deleted = fields.see_flag("Deleted");
  if (!day || !deleted || !first.calendar->recurrence) {
    first.provenance.miss(
        "exception",
        "line " + std::to_string(context.lines.line_of(exception.offset)) +
            (first.calendar->recurrence ? ": its day, or whether it is deleted, cannot be read"
                                        : ": the series it belongs to cannot be read"));
    kept += context.text_of(exception);
    ++context.kept;
    return;
  }
  model::Message& series = series_of(*day, drafts).item.message;
  add_day(*day, series.calendar->recurrence->deleted);
  if (!*deleted) {
    add_day(*day, series.calendar->recurrence->modified);
    attach(exception, *day, context, series);
  } else if (has_more(exception, fields.day_time("InstanceDate")->has_time)) {
    kept += context.text_of(exception);
    ++context.kept;
  }
}

}  // namespace

void add_exceptions(const ::schedule::Object& object, Context& context, std::span<Draft> drafts) {
  std::size_t count = 0;
  std::string kept;
  for (const ::schedule::Object& nested : object.objects) {
    if (!nested.is("Exceptions")) {
      continue;
    }
    if (++count > kMostExceptions) {
      drafts.front().item.message.provenance.miss(
          "exceptions", "more than " + std::to_string(kMostExceptions) + " in one object");
      break;
    }
    add_exception(nested, context, drafts, kept);
  }
  if (!kept.empty()) {
    model::Message& first = drafts.front().item.message;
    keep("ScheduleException", Fields(object, context, first).decode(kept), first.properties);
  }
}

}  // namespace convert::schedule
