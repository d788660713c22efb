#include "converters/run/time_zone_sink.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <variant>

#include "converters/run/zone_rule.h"

namespace run {
namespace {

// No zone is further from UTC.
constexpr std::int64_t kFarthestOffset = std::int64_t{24} * 60 * model::kTicksPerMinute;

/// Calls `visit` with each time of `message` that is not a day, embedded messages apart.
template <class Message, class Visit>
void for_each_time(Message& message, const Visit& visit) {
  visit(message.sent);
  visit(message.received);
  visit(message.created);
  visit(message.modified);
  if (message.calendar) {
    auto& item = *message.calendar;
    if (item.kind != model::CalendarKind::Task) {
      visit(item.completed);
      if (!item.all_day) {
        visit(item.start);
        visit(item.end);
        visit(item.replaces);
      }
    }
    visit(item.reminder_time);
  }
  for (auto& attachment : message.attachments) {
    visit(attachment.created);
    visit(attachment.modified);
  }
}

bool is_wall_clock(const model::OptionalTimestamp& time) {
  return time && std::holds_alternative<model::WallClock>(*time);
}

/// Whether there is anything to place. The nesting was bounded by the reader.
bool has_wall_clock(const model::Message& message) {
  bool found = false;
  for_each_time(message, [&found](const model::OptionalTimestamp& time) {
    found = found || is_wall_clock(time);
  });
  return found || std::ranges::any_of(message.attachments, [](const model::Attachment& attachment) {
           return attachment.message && has_wall_clock(*attachment.message);
         });
}

}  // namespace

model::Result<model::Delivered> TimeZoneSink::message(const model::Message& message) {
  if (!has_wall_clock(message)) {
    return next().message(message);
  }
  auto placed = message;
  place_all(placed);
  return next().message(placed);
}

void TimeZoneSink::place(model::OptionalTimestamp& time) const {
  if (!is_wall_clock(time)) {
    return;
  }
  using Limits = std::numeric_limits<std::int64_t>;
  const auto local = std::get<model::WallClock>(*time).ticks;
  if (local < Limits::min() + kFarthestOffset || local > Limits::max() - kFarthestOffset) {
    return;  // 29,000 years away: no instant can be told, and the clock's own figures stay
  }
  *time = model::Instant{local - zone_.offset_at_local(local) * model::kTicksPerMinute};
}

/// Gives a series of wall-clock times its zone. False when it cannot have one.
bool TimeZoneSink::place_series(model::CalendarItem& item) const {
  if (!item.recurrence || item.zone_rule || item.kind == model::CalendarKind::Task ||
      item.all_day || !is_wall_clock(item.start)) {
    return true;
  }
  const auto year = text::to_calendar(model::ticks_of(*item.start)).year;
  item.zone_rule = zone_rule_of(zone_, year);
  if (item.zone_rule) {
    item.zone_name = zone_.name();
  }
  return item.zone_rule.has_value();
}

void TimeZoneSink::place_all(model::Message& message) const {
  const bool is_placed = !message.calendar || place_series(*message.calendar);
  const auto series = message.calendar;
  for_each_time(message, [this](model::OptionalTimestamp& time) { place(time); });
  if (!is_placed) {
    message.calendar->start = series->start;
    message.calendar->end = series->end;
  }
  for (auto& attachment : message.attachments) {
    const bool is_instance = attachment.message && attachment.message->calendar &&
                             attachment.message->calendar->replaces;
    if (attachment.message && has_wall_clock(*attachment.message) && (is_placed || !is_instance)) {
      // The source may hold the embedded message elsewhere, too: it stays as it is.
      auto embedded = std::make_shared<model::Message>(*attachment.message);
      place_all(*embedded);
      attachment.message = std::move(embedded);
    }
  }
}

}  // namespace run
