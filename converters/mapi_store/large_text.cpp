#include "converters/mapi_store/large_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "formats/text/code_page.h"

namespace convert::mapi_store {
namespace {

using bytes::Result;

constexpr std::size_t kChunk = 16UL * 1024;
constexpr std::size_t kUtf16Unit = 2;

/// The first `limit` bytes of another stream.
class HeadStream final : public bytes::ByteStream {
 public:
  HeadStream(std::unique_ptr<bytes::ByteStream> whole, std::uint64_t limit)
      : whole_(std::move(whole)), rest_(limit) {}

  [[nodiscard]] Result<std::size_t> read(std::span<std::byte> into) override {
    const auto wanted =
        into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), rest_)));
    auto got = whole_->read(wanted);
    if (got) {
      rest_ -= *got;
    }
    return got;
  }

 private:
  std::unique_ptr<bytes::ByteStream> whole_;
  std::uint64_t rest_;
};

/// The first `size` bytes of another source.
class HeadSource final : public bytes::ByteSource {
 public:
  HeadSource(bytes::Blob whole, std::uint64_t size) : whole_(std::move(whole)), size_(size) {}

  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    auto stream = whole_->open();
    if (!stream) {
      return tl::unexpected(stream.error());
    }
    return std::make_unique<HeadStream>(std::move(*stream), size_);
  }
  [[nodiscard]] std::optional<std::uint64_t> kept() const override { return whole_->kept(); }

 private:
  bytes::Blob whole_;
  std::uint64_t size_;
};

class Utf8Stream final : public bytes::ByteStream {
 public:
  explicit Utf8Stream(std::unique_ptr<bytes::ByteStream> utf16)
      : utf16_(std::move(utf16)), decoder_(text::kUtf16) {}

  [[nodiscard]] Result<std::size_t> read(std::span<std::byte> into) override {
    while (ready_.size() == taken_ && !at_end_) {
      if (auto filled = fill(); !filled) {
        return tl::unexpected(filled.error());
      }
    }
    const auto part = std::as_bytes(std::span(ready_)).subspan(taken_);
    const auto head = part.first(std::min(part.size(), into.size()));
    std::ranges::copy(head, into.begin());
    taken_ += head.size();
    return head.size();
  }
  [[nodiscard]] std::uint64_t undecodable() const { return decoder_.undecodable(); }

 private:
  Result<void> fill() {
    const auto got = utf16_->read(chunk_);
    if (!got) {
      return tl::unexpected(got.error());
    }
    ready_.clear();
    taken_ = 0;
    at_end_ = *got == 0;
    decoder_.decode(std::span<const std::byte>(chunk_).first(*got), at_end_, ready_);
    return {};
  }

  std::unique_ptr<bytes::ByteStream> utf16_;
  text::StreamDecoder decoder_;
  std::array<std::byte, kChunk> chunk_{};
  std::string ready_;
  std::size_t taken_ = 0;
  bool at_end_ = false;
};

class Utf8Source final : public bytes::ByteSource {
 public:
  Utf8Source(bytes::Blob utf16, std::uint64_t size) : utf16_(std::move(utf16)), size_(size) {}

  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    auto stream = utf16_->open();
    if (!stream) {
      return tl::unexpected(stream.error());
    }
    return std::make_unique<Utf8Stream>(std::move(*stream));
  }
  [[nodiscard]] std::optional<std::uint64_t> kept() const override { return utf16_->kept(); }

 private:
  bytes::Blob utf16_;
  std::uint64_t size_;
};

/// `whole` without a NUL of `width` bytes at its end.
Result<bytes::Blob> without_terminator(const bytes::Blob& whole, std::size_t width) {
  auto stream = whole->open();
  if (!stream) {
    return tl::unexpected(stream.error());
  }
  std::array<std::byte, kChunk> chunk{};
  std::size_t zeros = 0;  // at the end of what was read so far
  std::uint64_t size = 0;
  for (;;) {
    const auto got = (*stream)->read(chunk);
    if (!got) {
      return tl::unexpected(got.error());
    }
    if (*got == 0) {
      break;
    }
    for (const auto byte : std::span<const std::byte>(chunk).first(*got)) {
      zeros = byte == std::byte{0} ? zeros + 1 : 0;
    }
    size += *got;
  }
  if (size % width != 0 || zeros < width) {
    return whole;
  }
  return std::make_shared<HeadSource>(whole, size - width);
}

}  // namespace

Result<LargeText> open_utf16_text(const bytes::Blob& utf16) {
  const auto text = without_terminator(utf16, kUtf16Unit);
  if (!text) {
    return tl::unexpected(text.error());
  }
  auto raw = (*text)->open();
  if (!raw) {
    return tl::unexpected(raw.error());
  }
  Utf8Stream stream(std::move(*raw));
  std::array<std::byte, kChunk> chunk{};
  std::uint64_t size = 0;
  for (;;) {
    const auto got = stream.read(chunk);
    if (!got) {
      return tl::unexpected(got.error());
    }
    if (*got == 0) {
      break;
    }
    size += *got;
  }
  return LargeText{.content = std::make_shared<Utf8Source>(*text, size),
                   .undecodable = stream.undecodable()};
}

Result<LargeText> open_8bit_text(const bytes::Blob& text) {
  auto content = without_terminator(text, 1);
  if (!content) {
    return tl::unexpected(content.error());
  }
  return LargeText{.content = std::move(*content)};
}

}  // namespace convert::mapi_store
