#include "converters/spool/payload_store.h"

#include <algorithm>
#include <utility>

#include "converters/spool/limits.h"

namespace convert::spool {

PayloadStore::PayloadStore() = default;
PayloadStore::~PayloadStore() = default;

bytes::Result<void> PayloadStore::append(std::span<const std::byte> data) {
  const std::size_t room = std::min(kLargestInMemory, kMemoryPerRecord - kept_);
  if (!spilled_ && data.size() <= room - memory_.size()) {
    memory_.insert(memory_.end(), data.begin(), data.end());
    return {};
  }
  return spill(data);
}

bytes::Result<void> PayloadStore::spill(std::span<const std::byte> data) {
  if (!file_) {
    auto created = bytes::TemporaryFile::create();
    if (!created) {
      return tl::unexpected(created.error());
    }
    file_ = *std::move(created);
  }
  if (!spilled_) {
    spilled_ = true;
    start_ = file_->size();
    if (auto moved = file_->append(memory_); !moved) {
      return moved;
    }
    memory_ = std::vector<std::byte>();  // `= {}` would keep its room
  }
  return file_->append(data);
}

bytes::Blob PayloadStore::finish_payload() {
  if (std::exchange(spilled_, false)) {
    return bytes::make_file_blob(file_, start_, file_->size() - start_);
  }
  kept_ += memory_.size();
  memory_.shrink_to_fit();
  return bytes::make_blob(std::exchange(memory_, {}));
}

}  // namespace convert::spool
