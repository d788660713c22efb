#include "converters/run/evidence/text_file.h"

#include <utility>

namespace run::evidence {
namespace {

constexpr std::size_t kMostWaitingText = 64UL * 1024;

}  // namespace

bytes::Result<void> TextFile::begin() {
  auto file = tree_.create(name_);
  if (!file) {
    return tl::unexpected(file.error());
  }
  file_ = std::move(*file);
  return {};
}

bytes::Result<void> TextFile::add(std::string_view text) {
  waiting_ += text;
  if (waiting_.size() < kMostWaitingText) {
    return {};
  }
  auto written = file_->write(waiting_);
  waiting_.clear();
  return written;
}

bytes::Result<void> TextFile::close() {
  return file_->write(waiting_).and_then([this] { return file_->close(); });
}

}  // namespace run::evidence
