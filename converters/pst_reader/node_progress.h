// Tells whoever watches a reading how far it has come, by the nodes that were read.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "converters/model/reading.h"

namespace convert::pst_reader {

/// What is read lies anywhere in the file, in the order of its folders: the number of items tells
/// how much is left, the bytes do not.
class NodeProgress final : public model::ReadMonitor {
 public:
  /// `next` must outlive it. `steps`: how often enter() will be called, about; `size` is the
  /// file's.
  NodeProgress(model::ReadMonitor& next, std::uint64_t steps, std::uint64_t size)
      : next_(next), steps_(std::max<std::uint64_t>(steps, 1)), size_(size) {}

  [[nodiscard]] bool enter(std::string_view native_id) override {
    entered_ = std::min(entered_ + 1, steps_);
    progress(
        static_cast<std::uint64_t>(static_cast<double>(size_) *
                                   (static_cast<double>(entered_) / static_cast<double>(steps_))));
    return next_.enter(native_id);
  }
  void progress(std::uint64_t bytes_read) override { next_.progress(bytes_read); }

 private:
  model::ReadMonitor& next_;
  std::uint64_t steps_;
  std::uint64_t size_;
  std::uint64_t entered_ = 0;
};

}  // namespace convert::pst_reader
