#include "converters/schedule/item_parts.h"
#include "formats/schedule/values.h"

namespace convert::schedule {

// formats/schedule/FORMAT.md 2. Q201506: the amount counts in its own unit, and in no other.
std::optional<Alarm> read_alarm(Fields& fields, const model::CalendarItem& item) {
  const bool rings = fields.see_flag("Ring").value_or(true);
  const auto amount = fields.see_number("AlarmAmount", UINT16_MAX);
  const auto unit = fields.see_number("AlarmTypeUnit", ::schedule::kLastUnit);
  const bool before_end = fields.see_flag("BeforeEnd").value_or(false);
  const model::OptionalTimestamp& base = before_end ? item.end : item.start;
  if (!rings || !amount || !unit || !item.start || !base) {
    return std::nullopt;
  }
  const auto time = ::schedule::time_before(model::ticks_of(*base), *amount,
                                            static_cast<::schedule::Unit>(*unit));
  if (!time) {
    fields.miss("AlarmAmount", "it is before any calendar");
    return std::nullopt;
  }
  const std::int64_t minutes = (model::ticks_of(*item.start) - *time) / text::kTicksPerMinute;
  if (minutes < 0) {
    fields.context().note(fields.message(), "it rings behind its start: kept as a property alone");
    return std::nullopt;
  }
  return Alarm{.minutes = minutes, .last = time};
}

}  // namespace convert::schedule
