#include "converters/spool/input.h"

#include <algorithm>

#include "formats/bytes/crc.h"

namespace convert::spool {

bytes::Result<bool> Input::fill() {
  const auto got = stream_.read(buffer_);
  if (!got) {
    return tl::unexpected(got.error());
  }
  rest_ = std::span<const std::byte>(buffer_).first(*got);
  ended_ = *got == 0;
  return !ended_;
}

std::string_view Input::take(std::size_t size) {
  const auto head = rest_.first(size);
  rest_ = rest_.subspan(size);
  next_offset_ += size;
  if (crc32_) {
    crc32_ = bytes::crc32(head, *crc32_);
  }
  return bytes::as_text(head);
}

bytes::Result<std::optional<std::string_view>> Input::line(std::size_t limit) {
  line_number_ = next_line_;
  offset_ = next_offset_;
  crc32_before_ = crc32_;
  line_.clear();
  for (;;) {
    if (rest_.empty()) {
      const auto more = fill();
      if (!more) {
        return tl::unexpected(more.error());
      }
      if (!*more) {
        if (next_offset_ == offset_) {
          return std::nullopt;
        }
        return bytes::fail(bytes::ErrorKind::Io, std::string(kCutOff));
      }
    }
    const std::string_view ready = bytes::as_text(rest_);
    const std::size_t newline = ready.find('\n');
    const std::size_t size = std::min(newline, ready.size());
    if (size > limit - line_.size()) {
      return bytes::fail(bytes::ErrorKind::LimitExceeded,
                         "a line is longer than " + std::to_string(limit) + " bytes");
    }
    if (newline == std::string_view::npos) {
      line_ += take(size);
      continue;
    }
    ++next_line_;
    const std::string_view text = take(size + 1).substr(0, size);
    if (line_.empty()) {
      return text;
    }
    line_ += text;
    return std::string_view(line_);
  }
}

bytes::Result<std::span<const std::byte>> Input::some(std::uint64_t at_most) {
  line_number_ = next_line_;
  offset_ = next_offset_;
  crc32_before_ = crc32_;
  if (rest_.empty()) {
    const auto more = fill();
    if (!more) {
      return tl::unexpected(more.error());
    }
    if (!*more) {
      return bytes::fail(bytes::ErrorKind::Io, std::string(kCutOff));
    }
  }
  const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(at_most, rest_.size()));
  const std::string_view text = take(size);
  next_line_ += static_cast<std::uint64_t>(std::ranges::count(text, '\n'));
  return std::as_bytes(std::span(text));
}

}  // namespace convert::spool
