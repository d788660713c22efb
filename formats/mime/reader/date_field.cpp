#include "formats/mime/reader/date_field.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "formats/mime/ascii.h"

namespace mime {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

struct NamedZone {
  std::string_view name;
  std::int32_t minutes;
};

// RFC 5322 4.3; other names, military letters among them, are used in more than one sense.
constexpr std::array kZones{
    NamedZone{"ut", 0},     NamedZone{"utc", 0},    NamedZone{"gmt", 0},    NamedZone{"est", -300},
    NamedZone{"edt", -240}, NamedZone{"cst", -360}, NamedZone{"cdt", -300}, NamedZone{"mst", -420},
    NamedZone{"mdt", -360}, NamedZone{"pst", -480}, NamedZone{"pdt", -420},
};

/// Comments and commas out, words apart, lower case.
std::vector<std::string> words_of(std::string_view value) {
  std::vector<std::string> words(1);
  std::size_t depth = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == '(') {
      ++depth;
    } else if (c == ')' && depth > 0) {
      --depth;
    } else if (depth == 0 && (is_blank({&c, 1}) || c == ',')) {
      words.emplace_back();
    } else if (depth == 0) {
      words.back() += to_lower(c);
    }
  }
  std::erase_if(words, [](const std::string& word) { return word.empty(); });
  return words;
}

std::optional<std::int32_t> number(std::string_view text, std::size_t most_digits) {
  std::int32_t value = 0;
  if (text.empty() || text.size() > most_digits || !std::ranges::all_of(text, is_digit)) {
    return std::nullopt;
  }
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<std::int32_t> month(std::string_view word) {
  // "March", "Sept.": the first three letters tell.
  constexpr std::size_t kLetters = 3;
  if (word.size() < kLetters || !std::ranges::all_of(word.substr(0, kLetters), is_alpha)) {
    return std::nullopt;
  }
  const auto* const found = std::ranges::find(kMonths, word.substr(0, kLetters));
  return found == kMonths.end()
             ? std::nullopt
             : std::optional(static_cast<std::int32_t>(found - kMonths.begin()) + 1);
}

std::optional<std::int32_t> year(std::string_view word) {
  auto value = number(word, 4);
  if (!value || word.size() < 2) {
    return std::nullopt;
  }
  constexpr std::int32_t kCentury = 1900;
  constexpr std::int32_t kNextCentury = 2000;
  constexpr std::int32_t kFirstOfLast = 50;
  if (word.size() == 2) {
    return *value + (*value < kFirstOfLast ? kNextCentury : kCentury);
  }
  return word.size() == 3 ? *value + kCentury : *value;
}

/// "09:15", "9:15:00", "09:15:00.25"; a leap second is the one before it, and one more.
bool read_time(std::string_view word, text::CalendarDate& date, bool& leap) {
  const std::size_t first = word.find(':');
  if (first == std::string_view::npos) {
    return false;
  }
  const std::string_view behind = word.substr(first + 1);
  const std::size_t second = std::min(behind.find(':'), behind.size());
  const auto hour = number(word.substr(0, first), 2);
  const auto minute = number(behind.substr(0, second), 2);
  std::string_view seconds = second < behind.size() ? behind.substr(second + 1) : "0";
  seconds = seconds.substr(0, seconds.find('.'));
  const auto whole = number(seconds, 2);
  if (!hour || !minute || !whole) {
    return false;
  }
  constexpr std::int32_t kLeap = 60;
  leap = *whole == kLeap;
  date.hour = *hour;
  date.minute = *minute;
  date.second = leap ? kLeap - 1 : *whole;
  return true;
}

/// Minutes east of Greenwich; nullopt: none, or unknown.
std::optional<std::int32_t> zone(std::string_view word) {
  if (word.size() == 5 && (word[0] == '+' || word[0] == '-')) {
    const auto hours = number(word.substr(1, 2), 2);
    const auto minutes = number(word.substr(3, 2), 2);
    constexpr std::int32_t kHour = 60;
    if (!hours || !minutes || *minutes >= kHour || *hours >= 24 || word == "-0000") {
      return std::nullopt;
    }
    const std::int32_t distance = *hours * kHour + *minutes;
    return word[0] == '-' ? -distance : distance;
  }
  const auto* const found = std::ranges::find(kZones, word, &NamedZone::name);
  return found == kZones.end() ? std::nullopt : std::optional(found->minutes);
}

/// "14-mar-95" as three words.
void split_dashes(std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word = words[i];
    const std::size_t first = word.find('-');
    const std::size_t second = first == std::string::npos ? first : word.find('-', first + 1);
    if (second == std::string::npos || first == 0) {
      continue;
    }
    words[i] = word.substr(0, first);
    words.insert(words.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                 {word.substr(first + 1, second - first - 1), word.substr(second + 1)});
    return;
  }
}

}  // namespace

std::optional<ReadDate> parse_date(std::string_view value) {
  constexpr std::size_t kLongest = 200;  // a date with a comment; what is longer is text
  if (value.size() > kLongest) {
    return std::nullopt;
  }
  std::vector<std::string> words = words_of(value);
  split_dashes(words);
  if (!words.empty() && !number(words[0], 2) && words[0].find(':') == std::string::npos) {
    words.erase(words.begin());  // the day of the week
  }
  if (words.size() < 4) {
    return std::nullopt;
  }
  text::CalendarDate date;
  bool leap = false;
  std::size_t zone_at = 4;
  const auto fill = [&](std::size_t day, std::size_t month_at, std::size_t year_at,
                        std::size_t time) {
    const auto d = number(words[day], 2);
    const auto m = month(words[month_at]);
    const auto y = year(words[year_at]);
    if (!d || !m || !y || !read_time(words[time], date, leap)) {
      return false;
    }
    date.day = *d;
    date.month = *m;
    date.year = *y;
    return true;
  };
  if (!fill(0, 1, 2, 3)) {
    // asctime: month, day, time, year; some programs put a zone between time and year.
    const bool zone_before = words.size() > 4 && !number(words[3], 4) && number(words[4], 4);
    if (!fill(1, 0, zone_before ? 4 : 3, 2)) {
      return std::nullopt;
    }
    zone_at = zone_before ? 3 : 4;
  }
  const auto ticks = text::to_ticks(date);
  if (!ticks) {
    return std::nullopt;
  }
  const auto minutes = zone_at < words.size() ? zone(words[zone_at]) : std::nullopt;
  constexpr std::int64_t kSeconds = 60;
  return ReadDate{.ticks = *ticks + (leap ? text::kTicksPerSecond : 0) -
                           std::int64_t{minutes.value_or(0)} * kSeconds * text::kTicksPerSecond,
                  .has_zone = minutes.has_value()};
}

}  // namespace mime
