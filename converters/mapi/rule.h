// From a recurrence pattern to the model's rule.
#pragma once

#include <optional>

#include "converters/model/calendar.h"
#include "formats/mapi/recurrence.h"

namespace convert::mapi {

/// nullopt for rules the model has no words for: those that count in a calendar other than the
/// Gregorian, or not at all (a period of 0).
[[nodiscard]] std::optional<model::Recurrence> to_rule(const ::mapi::RecurrencePattern& pattern);
/// The same; the days of the modified instances come from the exceptions.
[[nodiscard]] std::optional<model::Recurrence> to_rule(
    const ::mapi::AppointmentRecurrence& recurrence);

}  // namespace convert::mapi
