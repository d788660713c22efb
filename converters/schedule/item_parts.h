// The parts of an item, one function for each kind of content.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "converters/schedule/fields.h"
#include "converters/schedule/items.h"
#include "formats/schedule/recurrence.h"

namespace convert::schedule {

/// When an item would have rung; decided when the newest dates of the file are known.
struct Alarm {
  std::int64_t minutes = 0;         // before the start
  std::optional<text::Ticks> last;  // time; nullopt: a series without end rings again and again
};

struct Draft {
  Item item;
  std::optional<Alarm> alarm;
};

/// A message with class, native id ("SingleTasks 3") and place in the file.
[[nodiscard]] model::Message new_message(const ::schedule::Object& object, std::string native_id,
                                         std::string message_class, const Context& context);

/// Text and Notes: the first line of Text is the subject; the body is Text, and Notes behind it.
void set_text(Fields& fields);

/// Ring, AlarmAmount, AlarmTypeUnit, BeforeEnd of an item with a start. nullopt when it does not
/// ring, or does not say when.
[[nodiscard]] std::optional<Alarm> read_alarm(Fields& fields, const model::CalendarItem& item);

/// A rule of the model, and its first day.
struct Series {
  model::Recurrence rule;
  text::Ticks first_day = 0;  // a midnight
};
/// The rules that say the same together: a rule of the model has one day of the month and one
/// month, an object any number. Those without any day are left out.
[[nodiscard]] std::vector<Series> to_series(const ::schedule::Recurrence& recurrence);

/// The recurrence of the object. nullopt, and missing of the item, when it cannot be read. Its
/// times are not taken: whole days and tasks have no use for them.
[[nodiscard]] std::optional<::schedule::Recurrence> read_recurrence(Fields& fields);

/// Exceptions: days left out of `drafts`, which are the series of one object, and changed
/// instances, attached to the series they belong to.
void add_exceptions(const ::schedule::Object& object, Context& context, std::span<Draft> drafts);

/// Nested objects: Attendees become recipients; what is neither these nor Exceptions is kept.
void add_nested(Fields& fields);

/// One item, or as many as the series of the object take.
[[nodiscard]] std::vector<Draft> to_appointments(const ::schedule::Object& object,
                                                 const std::string& native_id, Context& context);
/// The fields of an appointment or an event, but for its times and its recurrence.
void set_appointment(Fields& fields);
/// The same for tasks; a project is a task that is a category of its own.
[[nodiscard]] std::vector<Draft> to_tasks(const ::schedule::Object& object,
                                          const std::string& native_id, Context& context);
void set_task(Fields& fields);
[[nodiscard]] Draft to_project(const ::schedule::Object& object, const std::string& native_id,
                               Context& context);
[[nodiscard]] Draft to_contact(const ::schedule::Object& object, const std::string& native_id,
                               Context& context);

/// Puts `draft` on the days of each of `series`: one copy for each. `time_of_day` since midnight.
[[nodiscard]] std::vector<Draft> spread(const Draft& draft, std::span<const Series> series,
                                        text::Ticks time_of_day, std::optional<text::Ticks> length);

}  // namespace convert::schedule
