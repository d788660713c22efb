#include "converters/spool/text_forms.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <span>
#include <variant>

#include "formats/bytes/hex.h"

namespace convert::spool {
namespace {

// 2.3.4.3 of [MS-DTYP]: where the hyphens stand, and in which order the bytes are spelled.
constexpr std::array<std::size_t, 4> kHyphens = {8, 13, 18, 23};
constexpr std::array<std::size_t, 16> kGuidOrder = {3, 2, 1,  0,  5,  4,  7,  6,
                                                    8, 9, 10, 11, 12, 13, 14, 15};
constexpr std::size_t kGuidText = 36;

// Takes exactly `digits` decimal digits off the front.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) {
    return std::nullopt;
  }
  int value = 0;
  for (const char c : text.substr(0, digits)) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) {
    return false;
  }
  text.remove_prefix(1);
  return true;
}

std::optional<std::chrono::sys_days> take_date(std::string_view& text) {
  const bool negative = take(text, '-');
  const bool expanded = negative || take(text, '+');
  const auto year = take_number(text, expanded ? 5 : 4);
  if (!year || *year > 32767 || !take(text, '-')) {
    return std::nullopt;
  }
  const auto month = take_number(text, 2);
  if (!month || !take(text, '-')) {
    return std::nullopt;
  }
  const auto day = take_number(text, 2);
  if (!day) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(negative ? -*year : *year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) {
    return std::nullopt;
  }
  return std::chrono::sys_days(date);
}

// Ticks since midnight.
std::optional<std::int64_t> take_time(std::string_view& text) {
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) {
    return std::nullopt;
  }
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59 || !take(text, ':')) {
    return std::nullopt;
  }
  const auto second = take_number(text, 2);
  if (!second || *second > 59) {
    return std::nullopt;
  }
  std::int64_t ticks = (*hour * 3600 + *minute * 60 + *second) * model::kTicksPerSecond;
  if (take(text, '.')) {
    const auto fraction = take_number(text, 7);
    if (!fraction) {
      return std::nullopt;
    }
    ticks += *fraction;
  }
  return ticks;
}

// Days before 1970 count backwards; the last term keeps the smallest ticks from overflowing.
std::optional<std::int64_t> join(std::int64_t days, std::int64_t rest) {
  if (days < 0) {
    ++days;
    rest -= model::kTicksPerDay;
  }
  std::int64_t ticks = 0;
  if (__builtin_mul_overflow(days, model::kTicksPerDay, &ticks) ||
      __builtin_add_overflow(ticks, rest, &ticks)) {
    return std::nullopt;
  }
  return ticks;
}

}  // namespace

std::string to_text(const model::Timestamp& time) {
  const std::int64_t ticks = model::ticks_of(time);
  std::int64_t days = ticks / model::kTicksPerDay;
  std::int64_t rest = ticks % model::kTicksPerDay;
  if (rest < 0) {
    rest += model::kTicksPerDay;
    --days;
  }
  const std::chrono::year_month_day date{
      std::chrono::sys_days(std::chrono::days(static_cast<int>(days)))};
  const int year = static_cast<int>(date.year());
  const bool plain = year >= 0 && year <= 9999;
  const auto second = static_cast<int>(rest / model::kTicksPerSecond);
  const auto fraction = static_cast<int>(rest % model::kTicksPerSecond);
  std::array<char, 48> text{};
  const int length =
      std::snprintf(text.data(), text.size(),
                    plain ? "%04d-%02u-%02uT%02d:%02d:%02d" : "%+06d-%02u-%02uT%02d:%02d:%02d",
                    year, static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                    second / 3600, second / 60 % 60, second % 60);
  std::string result(text.data(), static_cast<std::size_t>(length));
  if (fraction != 0) {
    const std::string digits = std::to_string(fraction);
    result += '.' + std::string(7 - digits.size(), '0') + digits;
  }
  if (std::holds_alternative<model::Instant>(time)) {
    result += 'Z';
  }
  return result;
}

std::optional<model::Timestamp> timestamp_from(std::string_view text) {
  const auto date = take_date(text);
  if (!date || !take(text, 'T')) {
    return std::nullopt;
  }
  const auto time = take_time(text);
  if (!time) {
    return std::nullopt;
  }
  const bool instant = take(text, 'Z');
  const auto ticks = join(date->time_since_epoch().count(), *time);
  if (!ticks || !text.empty()) {
    return std::nullopt;
  }
  return instant ? model::Timestamp(model::Instant{.ticks = *ticks})
                 : model::Timestamp(model::WallClock{.ticks = *ticks});
}

std::optional<std::uint64_t> hex_from(std::string_view text, std::size_t digits) {
  std::uint64_t value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (text.size() != digits || end.ec != std::errc() || end.ptr != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

std::string to_text(const model::Guid& guid) {
  std::string text;
  text.reserve(kGuidText);
  for (const std::size_t index : kGuidOrder) {
    if (std::ranges::find(kHyphens, text.size()) != kHyphens.end()) {
      text += '-';
    }
    text += bytes::to_hex(std::span(guid.bytes).subspan(index, 1));
  }
  return text;
}

std::optional<model::Guid> guid_from(std::string_view text) {
  if (text.size() != kGuidText) {
    return std::nullopt;
  }
  model::Guid guid;
  std::size_t at = 0;
  for (const std::size_t index : kGuidOrder) {
    if (std::ranges::find(kHyphens, at) != kHyphens.end() && text[at++] != '-') {
      return std::nullopt;
    }
    const auto value = hex_from(text.substr(at, 2), 2);
    if (!value) {
      return std::nullopt;
    }
    guid.bytes.at(index) = static_cast<std::byte>(*value);
    at += 2;
  }
  return guid;
}

}  // namespace convert::spool
