#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

#include "converters/run/batch/control_list.h"
#include "formats/text/calendar_date.h"

namespace run::batch {
namespace {

/// Takes what it understands off the front of a text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::optional<std::int32_t> number() {
    std::int32_t value = 0;
    const auto* end = text_.data() + text_.size();
    const auto parsed = std::from_chars(text_.data(), end, value);
    if (parsed.ec != std::errc{} || value < 0) {
      return std::nullopt;
    }
    text_ = std::string_view(parsed.ptr, static_cast<std::size_t>(end - parsed.ptr));
    return value;
  }
  bool word(std::string_view expected) {
    if (!text_.starts_with(expected)) {
      return false;
    }
    text_.remove_prefix(expected.size());
    return true;
  }
  [[nodiscard]] bool at_end() const { return text_.empty(); }

 private:
  std::string_view text_;
};

/// Of 12 hours; nullopt for an hour that no such clock shows.
std::optional<std::int32_t> hour_of_half(std::int32_t hour, bool afternoon) {
  if (hour < 1 || hour > 12) {
    return std::nullopt;
  }
  return hour % 12 + (afternoon ? 12 : 0);
}

}  // namespace

std::optional<std::int64_t> parse_list_time(std::string_view text) {
  constexpr std::int32_t kPivot = 70;
  constexpr std::int32_t kLastYear = 9999;
  Scanner scanner(text);
  std::array<std::int32_t, 6> numbers{};  // month, day, year, hour, minute, second
  constexpr std::array<std::string_view, 6> kBehind = {"/", "/", " ", ":", ":", ""};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto number = scanner.number();
    if (!number || !scanner.word(kBehind[i])) {
      return std::nullopt;
    }
    numbers[i] = *number;
  }
  auto [month, day, year, hour, minute, second] = numbers;
  static_cast<void>(scanner.word(" "));
  for (const bool afternoon : {false, true}) {
    if (scanner.word(afternoon ? "PM" : "AM")) {
      const auto of_day = hour_of_half(hour, afternoon);
      if (!of_day) {
        return std::nullopt;
      }
      hour = *of_day;
      break;
    }
  }
  if (!scanner.at_end() || year > kLastYear || hour > 23 || minute > 59 || second > 59) {
    return std::nullopt;
  }
  if (year < 100) {
    year += year < kPivot ? 2000 : 1900;
  }
  const auto ticks = text::to_ticks(
      {.year = year, .month = month, .day = day, .hour = hour, .minute = minute, .second = second});
  return ticks ? std::optional(*ticks / text::kTicksPerSecond) : std::nullopt;
}

std::string list_time(std::int64_t unix_seconds) {
  constexpr std::int64_t kEndOf9999 = 253'402'300'799;
  const auto date = text::to_calendar(std::clamp<std::int64_t>(unix_seconds, 0, kEndOf9999) *
                                      text::kTicksPerSecond);
  std::array<char, 80> written{};
  const int length =
      std::snprintf(written.data(), written.size(), "%d/%d/%02d %d:%02d:%02d", date.month, date.day,
                    date.year % 100, date.hour, date.minute, date.second);
  return {written.data(), static_cast<std::size_t>(length)};
}

}  // namespace run::batch
