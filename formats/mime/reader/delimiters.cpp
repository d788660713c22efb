#include "formats/mime/reader/delimiters.h"

#include <algorithm>

#include "formats/mime/ascii.h"
#include "formats/mime/line.h"

namespace mime {
namespace {

constexpr std::string_view kDashes = "--";

bool is_line_end(char c) { return c == '\r' || c == '\n'; }

}  // namespace

std::size_t Delimiters::open(std::string_view boundary) {
  // RFC 2046 5.1.1: a boundary may not end in white space; what a transport put there is none of
  // it.
  boundary = boundary.substr(0, boundary.find_last_not_of(" \t\r\n") + 1);
  boundaries_.emplace_back(boundary);
  return boundaries_.size() - 1;
}

/// Behind the line end at `at`, when only "transport padding" stands before it.
std::optional<std::size_t> Delimiters::end_of_line(std::size_t at) const {
  while (at < text_.size() && is_wsp(text_[at])) {
    ++at;
  }
  if (at < text_.size() && !is_line_end(text_[at])) {
    return std::nullopt;
  }
  std::string_view rest = text_.substr(at);
  static_cast<void>(take_line(rest));
  return text_.size() - rest.size();
}

std::optional<Delimiter> Delimiters::at(std::size_t at) const {
  if (boundaries_.empty() || text_.substr(at, kDashes.size()) != kDashes) {
    return std::nullopt;
  }
  const std::size_t name = at + kDashes.size();
  for (std::size_t level = boundaries_.size(); level-- > 0;) {
    const std::string& boundary = boundaries_[level];
    if (boundary.empty() || text_.substr(name, boundary.size()) != boundary) {
      continue;
    }
    const std::size_t behind = name + boundary.size();
    const bool closes = text_.substr(behind, kDashes.size()) == kDashes;
    const auto end = end_of_line(behind + (closes ? kDashes.size() : 0));
    if (!end) {
      continue;
    }
    std::size_t begin = at;
    if (begin > 0 && text_[begin - 1] == '\n') {
      --begin;
    }
    if (begin > 0 && text_[begin - 1] == '\r') {
      --begin;
    }
    return Delimiter{.begin = begin, .end = *end, .level = level, .closes = closes};
  }
  return std::nullopt;
}

std::optional<Delimiter> Delimiters::find(std::size_t from) const {
  if (boundaries_.empty()) {
    return std::nullopt;
  }
  for (std::size_t at = text_.find(kDashes, from); at != std::string_view::npos;
       at = text_.find(kDashes, at + 1)) {
    const bool begins_line = at == from || is_line_end(text_[at - 1]);
    if (auto found = begins_line ? this->at(at) : std::nullopt) {
      found->begin = std::max(found->begin, from);
      return found;
    }
  }
  return std::nullopt;
}

}  // namespace mime
