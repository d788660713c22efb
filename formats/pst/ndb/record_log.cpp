#include "formats/pst/ndb/record_log.h"

#include <algorithm>
#include <utility>

namespace pst {
namespace {

// Of memory a log takes, and of a file it reads at once. A store has a handful of logs.
constexpr std::size_t kInMemory = std::size_t{256} * 1024;

}  // namespace

bytes::Result<void> RecordLog::append(std::span<const std::byte> record) {
  if (memory_.size() + record.size() > kInMemory) {
    if (!file_) {
      auto created = bytes::TemporaryFile::create();
      if (!created) {
        return tl::unexpected(created.error());
      }
      file_ = std::move(*created);
    }
    if (auto moved = file_->append(memory_); !moved) {
      return moved;
    }
    memory_.clear();
  }
  memory_.insert(memory_.end(), record.begin(), record.end());
  ++count_;
  return {};
}

bytes::Result<void> RecordLog::Reader::refill() {
  used_ = 0;
  const auto in_file = log_->file_ ? log_->file_->size() : 0;
  if (offset_ < in_file) {
    const auto whole = kInMemory / log_->record_size_ * log_->record_size_;
    piece_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(whole, in_file - offset_)));
    auto read = log_->file_->read_exactly(offset_, piece_);
    offset_ += piece_.size();
    return read;
  }
  piece_.clear();
  if (!std::exchange(memory_read_, true)) {
    piece_ = log_->memory_;
  }
  return {};
}

bytes::Result<std::span<const std::byte>> RecordLog::Reader::next() {
  if (used_ == piece_.size()) {
    if (auto filled = refill(); !filled) {
      return tl::unexpected(filled.error());
    }
    if (piece_.empty()) {
      return std::span<const std::byte>{};
    }
  }
  const auto record = std::span(piece_).subspan(used_, log_->record_size_);
  used_ += record.size();
  return record;
}

}  // namespace pst
