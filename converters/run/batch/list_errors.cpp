#include "converters/run/batch/list_errors.h"

#include <algorithm>

namespace run::batch {

void ListErrors::add(const std::vector<LineRemark>& bad) {
  for (const LineRemark& one : bad) {
    errors_.push_back(
        {.kind = bytes::ErrorKind::NotThisFormat,
         .what = list_.string() + ": line " + std::to_string(one.line) + ": " + one.text,
         .hint = {}});
  }
  bad_lines_ += bad.size();
}

void ListErrors::add(const std::vector<bytes::Error>& targets) {
  errors_.insert(errors_.end(), targets.begin(), targets.end());
}

bytes::Error ListErrors::tell(const std::function<void(const std::string&)>& say) const {
  const std::size_t shown = std::min(errors_.size(), kMostListErrors);
  for (std::size_t i = 0; i < shown; ++i) {
    say(errors_[i].what + (errors_[i].hint.empty() ? "" : "; " + errors_[i].hint));
  }
  if (errors_.size() > shown) {
    say(list_.string() + ": " + std::to_string(errors_.size() - shown) + " more like these");
  }
  const std::size_t targets = errors_.size() - bad_lines_;
  std::string what =
      bad_lines_ == 0 ? "" : std::to_string(bad_lines_) + " of its lines are no mailbox";
  if (targets != 0) {
    what += (what.empty() ? "" : ", ") + std::to_string(targets) +
            (targets == 1 ? " target is" : " targets are") +
            " in the way of another or of a source";
  }
  return {.kind = errors_.front().kind,
          .what = list_.string() + ": " + what + "; nothing was begun",
          .hint = bad_lines_ == 0 ? "give each mailbox a target of its own"
                                  : "write Display Name,Alias,Source,Target in each"};
}

}  // namespace run::batch
