#include "formats/mime/reader/overwritten.h"

#include <algorithm>
#include <limits>

#include "formats/mime/ascii.h"
#include "formats/mime/line.h"

namespace mime {
namespace {

constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();

bool is_foreign(char c) { return is_control(c) && c != '\t' && c != '\0'; }

/// How many of `c` in a row are none of a text's.
std::size_t least_run(char c, std::size_t least_zeros) {
  constexpr std::size_t kOfFill = 64;
  constexpr std::size_t kOfDrawing = 256;
  switch (c) {
    case '\0':
      return least_zeros;
    case '\t':
    case '\n':
    case '\r':
      return kNever;
    case '\x1A':
      return kOfDrawing;
    case '\xE5':
    case '\xF6':
    case '\xFF':
      return kOfFill;
    default:
      return is_8bit(c) ? kOfDrawing : is_control(c) ? kOfFill : kNever;
  }
}

Overwritten run_around(std::string_view text, std::size_t at, std::size_t from) {
  std::size_t begin = at;
  while (begin > from && text[begin - 1] == text[at]) {
    --begin;
  }
  const std::size_t end = std::min(text.find_first_not_of(text[at], at), text.size());
  return {.begin = begin, .length = end - begin, .fill = text[at]};
}

}  // namespace

std::optional<Overwritten> find_fill(std::string_view text, std::size_t from,
                                     std::size_t least_zeros) {
  // Every run that counts has a byte at a multiple of this.
  constexpr std::size_t kStep = kLeastZeros;
  const auto next_step = [](std::size_t at) { return (at + kStep - 1) / kStep * kStep; };
  std::size_t at = next_step(from);
  while (at < text.size()) {
    const std::size_t least = least_run(text[at], least_zeros);
    if (least == kNever) {
      at += kStep;
      continue;
    }
    const Overwritten run = run_around(text, at, from);
    if (run.length >= least) {
      return run;
    }
    at = std::max(at + kStep, next_step(run.end()));
  }
  return std::nullopt;
}

std::optional<Overwritten> find_in_header(std::string_view header,
                                          std::span<const std::string> rejected) {
  std::optional<Overwritten> lines;
  std::string_view rest = header;
  while (!rest.empty() && !rejected.empty()) {
    const std::size_t begin = header.size() - rest.size();
    const std::string_view line = take_line(rest);
    if (line != rejected.front()) {
      continue;
    }
    rejected = rejected.subspan(1);
    if (std::ranges::any_of(line, is_foreign)) {
      lines = lines ? lines : Overwritten{.begin = begin};
      lines->length = begin + line.size() - lines->begin;
    }
  }
  if (lines) {
    return lines;
  }
  const std::size_t first = header.find('\0');
  return first == std::string_view::npos ? find_fill(header, 0) : run_around(header, first, first);
}

}  // namespace mime
