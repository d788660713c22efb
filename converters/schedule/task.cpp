#include <algorithm>

#include "converters/schedule/item_parts.h"
#include "formats/schedule/values.h"

namespace convert::schedule {
namespace {

using text::Ticks;

constexpr std::uint32_t kWhole = 100;

model::OptionalTimestamp to_day(std::optional<Ticks> day) {
  return day ? model::OptionalTimestamp(model::WallClock{.ticks = *day}) : std::nullopt;
}

void set_status(Fields& fields, model::CalendarItem& item) {
  if (const auto percent = fields.number("PercentCompleted", kWhole)) {
    item.percent_complete = static_cast<double>(*percent) / kWhole;
  }
  item.completed = to_day(fields.day("CompletedDate"));
  if (item.completed || item.percent_complete == 1.0) {
    item.task_status = model::TaskStatus::Complete;
  } else if (item.percent_complete.value_or(0) > 0) {
    item.task_status = model::TaskStatus::InProgress;
  }
}

/// The code as people see it, beside the number of the file.
void add_priority(Fields& fields) {
  if (const auto code = fields.see_number("Priority", UINT16_MAX)) {
    if (std::string text = ::schedule::priority_text(*code); !text.empty()) {
      keep("SchedulePriorityText", std::move(text), fields.message().properties);
    }
  }
}

/// How projects are numbered is not known: the tasks of one share a category that has its number.
void add_project(Fields& fields) {
  if (const auto project = fields.see_number("ProjectID", UINT32_MAX)) {
    fields.message().categories.push_back("ProjectID " + std::to_string(*project));
  }
}

}  // namespace

void set_task(Fields& fields) {
  set_text(fields);
  model::CalendarItem& item = fields.message().calendar.emplace();
  item.kind = model::CalendarKind::Task;
  item.start = to_day(fields.day("StartDate"));
  item.end = to_day(fields.day("EndDate"));
  if (item.start && item.end && model::ticks_of(*item.end) < model::ticks_of(*item.start)) {
    fields.miss("StartDate", "it lies behind the end, " +
                                 text::iso8601(model::ticks_of(*item.start)).substr(0, 10));
    item.start.reset();
  }
  set_status(fields, item);
  add_priority(fields);
  add_project(fields);
}

std::vector<Draft> to_tasks(const ::schedule::Object& object, const std::string& native_id,
                            Context& context) {
  Draft draft;
  draft.item.place = Place::Tasks;
  draft.item.message = new_message(object, native_id, "IPM.Task", context);
  Fields fields(object, context, draft.item.message);
  set_task(fields);
  const auto recurrence = object.is("RecurringTasks") ? read_recurrence(fields) : std::nullopt;
  model::CalendarItem& item = *draft.item.message.calendar;
  if (recurrence) {  // of these the series has the length alone
    fields.untake("StartDate");
    fields.untake("EndDate");
  }
  add_nested(fields);
  draft.alarm = read_alarm(fields, item);
  fields.keep_rest();
  if (!recurrence) {
    std::vector<Draft> drafts{std::move(draft)};
    add_exceptions(object, context, drafts);
    return drafts;
  }
  std::optional<Ticks> length;
  if (item.start && item.end) {
    length = model::ticks_of(*item.end) - model::ticks_of(*item.start);
  }
  auto drafts = spread(draft, to_series(*recurrence), 0, length);
  add_exceptions(object, context, drafts);
  return drafts;
}

Draft to_project(const ::schedule::Object& object, const std::string& native_id, Context& context) {
  Draft draft;
  draft.item.place = Place::Tasks;
  draft.item.message = new_message(object, native_id, "IPM.Task", context);
  Fields fields(object, context, draft.item.message);
  set_text(fields);
  draft.item.message.calendar.emplace().kind = model::CalendarKind::Task;
  if (!draft.item.message.subject.empty()) {
    draft.item.message.categories.push_back(draft.item.message.subject);
  }
  add_priority(fields);
  add_nested(fields);
  fields.keep_rest();
  return draft;
}

}  // namespace convert::schedule
