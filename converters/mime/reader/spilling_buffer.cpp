#include "converters/mime/reader/spilling_buffer.h"

#include <algorithm>
#include <utility>

#include "formats/bytes/file_view.h"

namespace convert::mime {
namespace {

struct MappedFile {
  std::shared_ptr<bytes::TemporaryFile> file;
  std::shared_ptr<const bytes::FileView> view;
};

}  // namespace

bytes::Result<void> SpillingBuffer::commit() {
  if (file_ == nullptr && tail_.size() <= in_memory_) {
    return {};
  }
  if (file_ == nullptr) {
    auto made = bytes::TemporaryFile::create();
    if (!made) {
      return tl::unexpected(made.error());
    }
    file_ = std::move(*made);
  }
  auto stored = file_->append(tail_);
  tail_.clear();
  return stored;
}

bytes::Result<void> SpillingBuffer::append(std::span<const std::byte> bytes) {
  constexpr std::size_t kPiece = std::size_t{1024} * 1024;
  while (!bytes.empty()) {
    const auto piece = bytes.first(std::min(kPiece, bytes.size()));
    tail_.insert(tail_.end(), piece.begin(), piece.end());
    if (auto stored = commit(); !stored) {
      return stored;
    }
    bytes = bytes.subspan(piece.size());
  }
  return {};
}

bytes::Result<OwnedBytes> SpillingBuffer::finish() {
  if (auto stored = commit(); !stored) {
    return tl::unexpected(stored.error());
  }
  if (file_ == nullptr) {
    const auto memory = std::make_shared<const std::vector<std::byte>>(std::move(tail_));
    return OwnedBytes{.data = *memory, .owner = memory};
  }
  auto view = bytes::FileView::open(file_->path());
  if (!view) {
    return tl::unexpected(view.error());
  }
  const auto mapped = std::make_shared<const MappedFile>(MappedFile{.file = file_, .view = *view});
  return OwnedBytes{.data = mapped->view->bytes(), .owner = mapped};
}

}  // namespace convert::mime
