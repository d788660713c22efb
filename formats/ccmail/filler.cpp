#include "formats/ccmail/filler.h"

#include <algorithm>

namespace ccmail {
namespace {

constexpr std::size_t kFewest = 8;  // of any byte

/// How many of a byte in a row are no text; 0: it is one, however often.
constexpr std::size_t fewest_of(char c) {
  constexpr std::size_t kFewControls = 16;
  constexpr std::size_t kFewOfFormat = 64;
  if (c == '\0') {
    return kFewest;
  }
  if (c == '\xF6' || c == '\xE5') {
    return kFewOfFormat;  // characters of some pages
  }
  const bool is_text_control = c == '\t' || c == '\r' || c == '\n' || c == '\x1A';
  const bool is_control = (c > '\0' && c < ' ' && !is_text_control) || c == '\x7F' || c == '\xFF';
  return is_control ? kFewControls : 0;
}

std::size_t run_end(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(text[at], at), text.size());
}

}  // namespace

std::optional<Filler> find_filler(std::string_view text, std::size_t from) {
  // A run covers one of any kFewest places in a row.
  std::size_t at = from;
  while (at + kFewest <= text.size()) {
    const std::size_t place = at + kFewest - 1;
    const std::size_t fewest = fewest_of(text[place]);
    if (fewest == 0) {
      at += kFewest;
      continue;
    }
    std::size_t begin = place;
    while (begin > at && text[begin - 1] == text[place]) {
      --begin;
    }
    const std::size_t end = run_end(text, place);
    if (end - begin >= fewest) {
      return Filler{.at = begin, .length = end - begin};
    }
    at = end;
  }
  return std::nullopt;
}

bool is_filler_at(std::string_view text, std::size_t at) {
  const std::size_t fewest = at < text.size() ? fewest_of(text[at]) : 0;
  return fewest != 0 && run_end(text, at) - at >= fewest;
}

}  // namespace ccmail
