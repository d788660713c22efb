#include "formats/schedule/lines.h"

#include <algorithm>

#include "formats/text/ascii.h"

namespace schedule {

std::optional<Line> Lines::peek() const {
  if (at_ >= file_.size()) {
    return std::nullopt;
  }
  const std::size_t stop = std::min(file_.find_first_of("\r\n", at_), file_.size());
  const std::size_t ending = file_.substr(stop).starts_with("\r\n") ? 2 : 1;
  return Line{.text = file_.substr(at_, stop - at_),
              .offset = at_,
              .end = std::min(stop + ending, file_.size())};
}

std::optional<Line> Lines::take() {
  const auto line = peek();
  at_ = line ? static_cast<std::size_t>(line->end) : at_;
  return line;
}

std::string_view trim(std::string_view text) { return text::trim(text, " \t\x1A"); }

}  // namespace schedule
