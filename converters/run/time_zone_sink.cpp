#include "converters/run/time_zone_sink.h"

#include <memory>
#include <variant>

namespace run {

model::Result<void> TimeZoneSink::store(const model::Store& store) { return target_.store(store); }

model::Result<void> TimeZoneSink::folder(const model::Folder& folder) {
  return target_.folder(folder);
}

model::Result<void> TimeZoneSink::expect(model::FolderId folder, std::uint64_t more) {
  return target_.expect(folder, more);
}

model::Result<model::Delivered> TimeZoneSink::message(const model::Message& message) {
  auto placed = message;
  place_all(placed);
  return target_.message(placed);
}

model::Result<void> TimeZoneSink::loss(const model::Loss& loss) { return target_.loss(loss); }

model::Result<void> TimeZoneSink::note(const model::Note& note) { return target_.note(note); }

model::Result<void> TimeZoneSink::finish() { return target_.finish(); }

void TimeZoneSink::place(model::OptionalTimestamp& time) const {
  if (!time || !std::holds_alternative<model::WallClock>(*time)) {
    return;
  }
  const auto local = std::get<model::WallClock>(*time).ticks;
  constexpr std::int64_t kTicksPerMinute = 60 * model::kTicksPerSecond;
  *time = model::Instant{local - zone_.offset_at_local(local) * kTicksPerMinute};
}

void TimeZoneSink::place_all(model::Message& message) const {
  place(message.sent);
  place(message.received);
  place(message.created);
  place(message.modified);
  if (message.contact) {
    place(message.contact->birthday);
    place(message.contact->anniversary);
  }
  if (message.calendar) {
    place(message.calendar->start);
    place(message.calendar->end);
    place(message.calendar->reminder_time);
    place(message.calendar->completed);
  }
  for (auto& attachment : message.attachments) {
    place(attachment.created);
    place(attachment.modified);
    if (attachment.message) {
      // The source may hold the embedded message elsewhere, too: it stays as it is.
      auto embedded = std::make_shared<model::Message>(*attachment.message);
      place_all(*embedded);
      attachment.message = std::move(embedded);
    }
  }
}

}  // namespace run
