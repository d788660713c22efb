#include "formats/pff/view_io.h"

#include <algorithm>

namespace pff {
namespace {

// The unit in which a view goes to zeros (bytes/file_view.h): the smallest page of any machine this
// is built for.
constexpr std::size_t kPage = 4096;

bool all_zero(std::span<const std::byte> data) {
  return std::ranges::all_of(data, [](std::byte b) { return b == std::byte{0}; });
}

}  // namespace

std::optional<std::size_t> ViewIo::read(std::span<std::byte> into) {
  const auto got = copy(into);
  if (on_read_) {
    on_read_(bytes_read_);
  }
  return got;
}

std::optional<std::size_t> ViewIo::copy(std::span<std::byte> into) {
  const auto all = view_->bytes();
  if (position_ >= all.size() || into.empty()) {
    return 0;
  }
  const auto begin = static_cast<std::size_t>(position_);
  const auto count = std::min(into.size(), all.size() - begin);
  std::ranges::copy(all.subspan(begin, count), into.begin());
  if (begin < head_.size()) {
    const std::span<const std::byte> head(head_);
    std::ranges::copy(head.subspan(begin, std::min(count, head.size() - begin)), into.begin());
  }
  if (const auto page = undelivered(begin, count)) {
    last_failure_ = page;
    ++failures_;
    return std::nullopt;
  }
  position_ += count;
  bytes_read_ += count;
  return count;
}

std::optional<std::uint64_t> ViewIo::undelivered(std::size_t begin, std::size_t count) const {
  if (!view_->read_error()) {
    return std::nullopt;
  }
  const auto all = view_->bytes();
  for (auto page = begin - begin % kPage; page < begin + count; page += kPage) {
    if (all_zero(all.subspan(page, std::min(kPage, all.size() - page)))) {
      return page;
    }
  }
  return std::nullopt;
}

bool ViewIo::seek(std::int64_t offset) {
  if (offset < 0) {
    return false;
  }
  position_ = static_cast<std::uint64_t>(offset);
  return true;
}

std::optional<std::uint64_t> ViewIo::failed_offset() const {
  return last_failure_ ? last_failure_ : view_->read_error();
}

}  // namespace pff
