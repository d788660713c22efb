// --timezone: what a clock on a wall showed becomes an instant.
#pragma once

#include "converters/model/forwarding_sink.h"
#include "formats/text/calendar_date.h"

namespace run {

/// Passes everything on to `target`, with every wall-clock time of a message (those of embedded
/// messages included) turned into the instant it was in `zone`. Days stay days: birthdays and
/// anniversaries, the dates of tasks, all-day appointments, and those of recurrence rules. A series
/// also gets the zone's rule of the year it begins in, for its days lie in it; where there is none,
/// its times and those of its changed instances stay what the clock showed.
class TimeZoneSink final : public model::ForwardingSink {
 public:
  /// `target` must outlive the sink.
  TimeZoneSink(model::Sink& target, text::TimeZone zone)
      : ForwardingSink(target), zone_(std::move(zone)) {}

  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override;

 private:
  void place(model::OptionalTimestamp& time) const;
  void place_all(model::Message& message) const;
  [[nodiscard]] bool place_series(model::CalendarItem& item) const;

  text::TimeZone zone_;
};

}  // namespace run
