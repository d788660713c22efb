#include "formats/mime/output_buffer.h"

#include <algorithm>

namespace mime {

Result<void> OutputBuffer::append(std::string_view text) {
  while (!text.empty()) {
    const std::size_t part = std::min(text.size(), kSize);
    auto into = room(part);
    if (!into) {
      return tl::unexpected<bytes::Error>(std::move(into.error()));
    }
    std::ranges::copy(text.substr(0, part), *into);
    advance(part);
    text.remove_prefix(part);
  }
  return {};
}

Result<void> OutputBuffer::flush() {
  if (used_ == 0) {
    return {};
  }
  const std::string_view full(buffer_.data(), used_);
  used_ = 0;
  return (*write_)(full);
}

}  // namespace mime
