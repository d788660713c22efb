// Instances of a series that were moved or changed: the exceptions of [MS-OXOCAL] 2.2.10.
#pragma once

#include <vector>

#include "converters/mime/calendar_times.h"
#include "converters/model/message.h"

namespace convert::mime {

struct ChangedInstance {
  model::Message
      message;  // an appointment, with what it inherits from its series; its bodies are its own
  ::mime::CalendarTime
      replaces;  // the instance of the series that it stands for: one of `exceptions`
};

/// The changed instances among what is attached to `series`, whose times are `times`. Left out are
/// those that do not say what they replace, or replace nothing that the series leaves out.
[[nodiscard]] std::vector<ChangedInstance> changed_instances(const model::Message& series,
                                                             const CalendarTimes& times);

}  // namespace convert::mime
