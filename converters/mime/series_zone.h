// The time zone of a calendar item, from what its store says.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "converters/model/message.h"
#include "formats/mime/icalendar.h"

namespace convert::mime {

/// When a zone changes its clocks: the nth (5: the last) weekday of a month, at a time on the wall.
struct ZoneChange {
  std::int32_t month = 0;        // 1…12
  std::int32_t weekday = 0;      // 0 Sunday
  std::int32_t nth = 0;          // 1…5
  std::int64_t time_of_day = 0;  // ticks
  friend bool operator==(const ZoneChange&, const ZoneChange&) = default;
};

class SeriesZone {
 public:
  /// From PidLidTimeZoneStruct or one of the TZDEFINITIONs among the item's properties
  /// ([MS-OXOCAL] 2.2.1.39, 2.2.1.41-43), else from CalendarItem::zone_bias: then the zone is a
  /// fixed distance from UTC. nullopt when the store says neither.
  [[nodiscard]] static std::optional<SeriesZone> of(const model::Message& message);

  [[nodiscard]] std::int64_t to_local(std::int64_t utc) const;
  /// Of an hour that occurs twice, the first.
  [[nodiscard]] std::int64_t to_utc(std::int64_t local) const;
  [[nodiscard]] ::mime::CalendarZone describe() const;
  /// Whether the store told about daylight saving time, or that there is none.
  [[nodiscard]] bool is_complete() const { return complete_; }

 private:
  [[nodiscard]] bool in_daylight(std::int64_t utc) const;

  std::string id_;
  std::int32_t standard_ = 0;  // minutes east of Greenwich
  std::int32_t daylight_ = 0;
  std::optional<ZoneChange> to_standard_;
  std::optional<ZoneChange> to_daylight_;
  bool complete_ = false;
};

}  // namespace convert::mime
