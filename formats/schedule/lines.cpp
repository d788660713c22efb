#include "formats/schedule/lines.h"

#include <algorithm>

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

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\x1A";
  const std::size_t begin = std::min(text.find_first_not_of(kBlank), text.size());
  const std::size_t end = text.find_last_not_of(kBlank);
  return end == std::string_view::npos ? std::string_view() : text.substr(begin, end - begin + 1);
}

}  // namespace schedule
