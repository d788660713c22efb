// How far a check has come, and whether it goes on; for the sources of this room.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>

#include "formats/pst/reader/sweep/landmarks.h"

namespace pst::check {

class Course {
 public:
  /// `size`: of the file, which is what `progress` is told in parts of; `steps`: how often step()
  /// will be called, about.
  Course(reader::Progress progress, std::uint64_t size, std::uint64_t steps)
      : progress_(std::move(progress)), size_(size), steps_(std::max<std::uint64_t>(steps, 1)) {}

  /// false: it is to stop; every further step says so, too.
  [[nodiscard]] bool step() {
    constexpr std::uint64_t kTellsEvery = 64;
    done_ = std::min(done_ + 1, steps_);
    if (!stopped_ && progress_ && ++untold_ >= kTellsEvery) {
      untold_ = 0;
      const auto part = static_cast<double>(done_) / static_cast<double>(steps_);
      stopped_ = !progress_(static_cast<std::uint64_t>(static_cast<double>(size_) * part));
    }
    return !stopped_;
  }
  [[nodiscard]] bool stopped() const { return stopped_; }

 private:
  reader::Progress progress_;
  std::uint64_t size_;
  std::uint64_t steps_;
  std::uint64_t done_ = 0;
  std::uint64_t untold_ = 0;
  bool stopped_ = false;
};

}  // namespace pst::check
