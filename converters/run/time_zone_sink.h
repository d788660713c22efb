// --timezone: what a clock on a wall showed becomes an instant.
#pragma once

#include "converters/model/stream.h"
#include "formats/text/calendar_date.h"

namespace run {

/// Passes everything on to `target`, with every wall-clock time of a message (those of embedded
/// messages included) turned into the instant it was in `zone`. Recurrence rules keep their
/// wall-clock dates: they are days of the series' own zone.
class TimeZoneSink final : public model::Sink {
 public:
  /// `target` must outlive the sink.
  TimeZoneSink(model::Sink& target, text::TimeZone zone)
      : target_(target), zone_(std::move(zone)) {}

  [[nodiscard]] model::Result<void> store(const model::Store& store) override;
  [[nodiscard]] model::Result<void> folder(const model::Folder& folder) override;
  [[nodiscard]] model::Result<void> expect(model::FolderId folder, std::uint64_t more) override;
  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override;
  [[nodiscard]] model::Result<void> loss(const model::Loss& loss) override;
  [[nodiscard]] model::Result<void> note(const model::Note& note) override;
  [[nodiscard]] model::Result<void> finish() override;

 private:
  void place(model::OptionalTimestamp& time) const;
  void place_all(model::Message& message) const;

  model::Sink& target_;
  text::TimeZone zone_;
};

}  // namespace run
