// Tells whoever watches a reading of every read of the file.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "converters/model/reading.h"

namespace convert::pff {

/// One step (an item, a folder's tables, the search for deleted items) asks for the bytes of its
/// file this often at most: libpff reads its indexes again and again. A step beyond is taken for
/// one that goes in circles, and its reads are no longer told.
inline constexpr std::uint64_t kMostReadsOfFile = 4;

/// Passes on what the reader enters, and how far it has read, within an item, too.
class ReadWatch final : public model::ReadMonitor {
 public:
  /// `next` must outlive the watch; `size` is the file's.
  ReadWatch(model::ReadMonitor& next, std::uint64_t size) : next_(next), size_(size) {}

  [[nodiscard]] bool enter(std::string_view native_id) override {
    entered_at_ = bytes_read_;
    return next_.enter(native_id);
  }
  void progress(std::uint64_t bytes_read) override {
    bytes_read_ = bytes_read;
    if (bytes_read_ - entered_at_ <= kMostReadsOfFile * size_) {
      next_.progress(std::min(bytes_read_, size_));
    }
  }

 private:
  model::ReadMonitor& next_;
  std::uint64_t size_;
  std::uint64_t bytes_read_ = 0;
  std::uint64_t entered_at_ = 0;  // bytes_read_ when the step began
};

}  // namespace convert::pff
