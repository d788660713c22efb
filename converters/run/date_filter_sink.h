// --from, --until: what is dated outside of these days is left out.
#pragma once

#include <optional>
#include <string_view>

#include "converters/model/forwarding_sink.h"
#include "formats/text/calendar_date.h"

namespace run {

/// The days that are wanted, as they stand in the items: no zone plays a part.
struct DateRange {
  std::optional<text::Ticks> from;   // the first moment
  std::optional<text::Ticks> until;  // the first moment behind them
  [[nodiscard]] bool is_open() const { return !from && !until; }
};

/// "1995-03-14" as the midnight before it; nullopt for what is no day.
[[nodiscard]] std::optional<text::Ticks> parse_day(std::string_view text);

/// Passes everything on to `target` but messages whose time of sending (else of receiving) is
/// outside of the range: they are Skipped. Items without either are never left out (Q198957).
class DateFilterSink final : public model::ForwardingSink {
 public:
  /// `target` must outlive the sink.
  DateFilterSink(model::Sink& target, DateRange range) : ForwardingSink(target), range_(range) {}

  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override;

 private:
  DateRange range_;
};

}  // namespace run
