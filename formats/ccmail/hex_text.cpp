#include "formats/ccmail/hex_text.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "formats/bytes/hex_digit.h"

namespace ccmail {
namespace {

constexpr bool is_line_end(char c) { return c == '\r' || c == '\n'; }

class HexStream final : public bytes::ByteStream {
 public:
  HexStream(std::span<const std::byte> data, std::shared_ptr<const void> owner)
      : rest_(bytes::as_text(data)), owner_(std::move(owner)) {}

  [[nodiscard]] bytes::Result<std::size_t> read(std::span<std::byte> into) override {
    std::size_t filled = 0;
    while (filled < into.size() && !rest_.empty()) {
      if (is_line_end(rest_.front())) {
        rest_.remove_prefix(1);
        continue;
      }
      const auto high = bytes::hex_digit(rest_[0]);
      const auto low = rest_.size() > 1 ? bytes::hex_digit(rest_[1]) : std::nullopt;
      into[filled++] = static_cast<std::byte>(high.value_or(0) << 4U | low.value_or(0));
      rest_.remove_prefix(std::min<std::size_t>(2, rest_.size()));
    }
    return filled;
  }

 private:
  std::string_view rest_;
  std::shared_ptr<const void> owner_;
};

class HexSource final : public bytes::ByteSource {
 public:
  HexSource(std::span<const std::byte> data, std::shared_ptr<const void> owner)
      : data_(data), owner_(std::move(owner)) {
    const std::string_view text = bytes::as_text(data);
    size_ = static_cast<std::uint64_t>(
                std::ranges::count_if(text, [](char c) { return !is_line_end(c); })) /
            2;
  }

  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    return std::make_unique<HexStream>(data_, owner_);
  }

 private:
  std::span<const std::byte> data_;
  std::shared_ptr<const void> owner_;
  std::uint64_t size_ = 0;
};

}  // namespace

bool is_hex_text(std::span<const std::byte> data) {
  std::size_t digits = 0;  // of the line
  bool has_digits = false;
  for (const char c : bytes::as_text(data)) {
    if (is_line_end(c)) {
      if (digits % 2 != 0) {
        return false;
      }
      digits = 0;
    } else if (bytes::hex_digit(c)) {
      ++digits;
      has_digits = true;
    } else {
      return false;
    }
  }
  return has_digits && digits % 2 == 0;
}

bytes::Blob make_hex_blob(std::span<const std::byte> data, std::shared_ptr<const void> owner) {
  return std::make_shared<const HexSource>(data, std::move(owner));
}

}  // namespace ccmail
