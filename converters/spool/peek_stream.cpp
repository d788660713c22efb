#include "converters/spool/peek_stream.h"

#include <algorithm>

namespace convert::spool {

bytes::Result<std::span<const std::byte>> PeekStream::peek(std::size_t size) {
  while (head_.size() < size) {
    const std::size_t had = head_.size();
    head_.resize(size);
    const auto got = rest_.read(std::span(head_).subspan(had));
    head_.resize(had + (got ? *got : 0));
    if (!got) {
      return tl::unexpected(got.error());
    }
    if (*got == 0) {
      break;
    }
  }
  return std::span<const std::byte>(head_).first(std::min(size, head_.size()));
}

bytes::Result<std::size_t> PeekStream::read(std::span<std::byte> into) {
  if (head_.empty()) {
    return rest_.read(into);
  }
  const std::size_t size = std::min(head_.size(), into.size());
  std::copy_n(head_.begin(), size, into.begin());
  head_.erase(head_.begin(), head_.begin() + static_cast<std::ptrdiff_t>(size));
  return size;
}

}  // namespace convert::spool
