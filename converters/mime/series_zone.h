// The time zone of a calendar item, from what its store says.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "converters/model/calendar.h"
#include "formats/mime/icalendar.h"

namespace convert::mime {

class SeriesZone {
 public:
  /// nullopt when the store describes no zone, or one whose numbers make no zone.
  [[nodiscard]] static std::optional<SeriesZone> of(const model::CalendarItem& item);

  /// Times are those iCalendar can say: is_sayable() of calendar_times.h.
  [[nodiscard]] std::int64_t to_local(std::int64_t utc) const;
  /// Of an hour that occurs twice, the first.
  [[nodiscard]] std::int64_t to_utc(std::int64_t local) const;
  [[nodiscard]] ::mime::CalendarZone describe() const;

 private:
  SeriesZone(const model::ZoneRule& rule, const std::string& name);
  [[nodiscard]] bool in_daylight(std::int64_t utc) const;

  std::string id_;
  std::int32_t standard_ = 0;  // minutes east of Greenwich
  std::int32_t daylight_ = 0;
  std::optional<model::DaylightRule> rule_;
};

}  // namespace convert::mime
