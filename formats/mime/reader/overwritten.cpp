#include "formats/mime/reader/overwritten.h"

#include <algorithm>

#include "formats/mime/ascii.h"
#include "formats/mime/line.h"

namespace mime {
namespace {

// Half of what the smallest disks write at once. Programs leave single NULs.
constexpr std::size_t kLeastZeros = 256;

bool is_foreign(char c) { return is_control(c) && c != '\t' && c != '\0'; }

}  // namespace

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
  if (first == std::string_view::npos) {
    return std::nullopt;
  }
  const std::size_t end = std::min(header.find_first_not_of('\0', first), header.size());
  return Overwritten{.begin = first, .length = end - first, .is_zeros = true};
}

std::optional<Overwritten> find_in_body(std::string_view body) {
  for (std::size_t at = body.find('\0'); at != std::string_view::npos; at = body.find('\0', at)) {
    const std::size_t end = std::min(body.find_first_not_of('\0', at), body.size());
    if (end - at >= kLeastZeros) {
      return Overwritten{.begin = at, .length = end - at, .is_zeros = true};
    }
    at = end;
  }
  return std::nullopt;
}

}  // namespace mime
