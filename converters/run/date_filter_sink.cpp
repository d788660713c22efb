#include "converters/run/date_filter_sink.h"

#include <charconv>
#include <cstdint>

namespace run {
namespace {

std::optional<std::int32_t> number(std::string_view text) {
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  return is_number ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<text::Ticks> parse_day(std::string_view text) {
  constexpr std::size_t kLength = 10;  // YYYY-MM-DD
  if (text.size() != kLength || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  const auto year = number(text.substr(0, 4));
  const auto month = number(text.substr(5, 2));
  const auto day = number(text.substr(8, 2));
  return year && month && day ? text::to_ticks({.year = *year, .month = *month, .day = *day})
                              : std::nullopt;
}

model::Result<model::Delivered> DateFilterSink::message(const model::Message& message) {
  const model::OptionalTimestamp& time = message.sent ? message.sent : message.received;
  const std::int64_t ticks = time ? model::ticks_of(*time) : 0;
  const bool is_outside =
      time && ((range_.from && ticks < *range_.from) || (range_.until && ticks >= *range_.until));
  if (!is_outside) {
    return next().message(message);
  }
  return model::Delivered{.disposition = model::Disposition::Skipped,
                          .why = "dated outside of --from and --until",
                          .path = {}};
}

}  // namespace run
