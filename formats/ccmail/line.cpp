#include "formats/ccmail/line.h"

#include <algorithm>
#include <cstring>

#include "formats/text/ascii.h"

namespace ccmail {

Line line_at(std::string_view file, std::size_t at, std::size_t end, LineEnd style) {
  std::size_t stop = at;
  while (stop < end && file[stop] != '\r' && file[stop] != '\n') {
    ++stop;
  }
  Line line{.text = file.substr(at, stop - at), .next = std::min(stop + 1, end)};
  if (stop + 1 < end && file[stop] == '\r' && file[stop + 1] == '\n' && style == LineEnd::Feed) {
    ++line.next;
  }
  return line;
}

std::optional<SizeLine> size_line_at(std::string_view file, std::size_t at, std::size_t end,
                                     LineEnd style) {
  constexpr std::size_t kLongest = 64;  // blanks included
  constexpr std::size_t kMostDigits = 18;
  const Line line = line_at(file, at, std::min(end, at + kLongest + 2), style);
  if (line.text.empty() || line.text.size() > kLongest) {
    return std::nullopt;
  }
  const std::string_view digits = text::trim(line.text, " ");
  SizeLine out{.value = std::nullopt, .next = line.next};
  if (digits.empty()) {
    return out;
  }
  if (digits.size() > kMostDigits) {
    return std::nullopt;
  }
  std::uint64_t value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  out.value = value;
  return out;
}

std::size_t find_break(std::string_view file, std::size_t from, std::size_t to) {
  const auto is_break = [](char c) { return c == '\r' || c == '\n' || c == '\0' || c == '\x1A'; };
  // Eight bytes at a time: none of them is below 1B, nearly always.
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kHighs = 0x8080808080808080U;
  constexpr std::uint64_t kBound = 0x1B;
  std::size_t at = from;
  while (at < to) {
    if (to - at >= sizeof(std::uint64_t)) {
      std::uint64_t word = 0;
      std::memcpy(&word, file.data() + at, sizeof(word));
      if (((word - kOnes * kBound) & ~word & kHighs) == 0) {
        at += sizeof(word);
        continue;
      }
    }
    const std::size_t stop = std::min(to, at + sizeof(std::uint64_t));
    for (; at < stop; ++at) {
      if (is_break(file[at])) {
        return at;
      }
    }
  }
  return to;
}

}  // namespace ccmail
