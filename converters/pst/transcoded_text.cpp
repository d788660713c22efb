#include "converters/pst/transcoded_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace convert::pst {
namespace {

using bytes::Result;

constexpr std::size_t kChunk = 16 * 1024;

class TranscodingStream final : public bytes::ByteStream {
 public:
  TranscodingStream(std::unique_ptr<bytes::ByteStream> source, text::CodePageNumber from,
                    text::CodePageNumber to)
      : source_(std::move(source)), decoder_(from), encoder_(to) {}

  [[nodiscard]] Result<std::size_t> read(std::span<std::byte> into) override {
    while (taken_ == ready_.size() && !at_end_) {
      if (auto filled = fill(); !filled) {
        return tl::unexpected(filled.error());
      }
    }
    const auto part = std::span<const std::byte>(ready_).subspan(taken_);
    const auto head = part.first(std::min(part.size(), into.size()));
    std::ranges::copy(head, into.begin());
    taken_ += head.size();
    return head.size();
  }
  [[nodiscard]] std::uint64_t undecodable() const { return decoder_.undecodable(); }
  [[nodiscard]] std::uint64_t lost() const { return encoder_.lost(); }

 private:
  Result<void> fill() {
    const auto got = source_->read(chunk_);
    if (!got) {
      return tl::unexpected(got.error());
    }
    at_end_ = *got == 0;
    utf8_.clear();
    ready_.clear();
    taken_ = 0;
    decoder_.decode(std::span<const std::byte>(chunk_).first(*got), at_end_, utf8_);
    encoder_.encode(utf8_, at_end_, ready_);
    return {};
  }

  std::unique_ptr<bytes::ByteStream> source_;
  text::StreamDecoder decoder_;
  text::StreamEncoder encoder_;
  std::array<std::byte, kChunk> chunk_{};
  std::string utf8_;
  std::vector<std::byte> ready_;
  std::size_t taken_ = 0;
  bool at_end_ = false;
};

class TranscodingSource final : public bytes::ByteSource {
 public:
  TranscodingSource(bytes::Blob content, text::CodePageNumber from, text::CodePageNumber to)
      : content_(std::move(content)), from_(from), to_(to) {}

  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    auto stream = content_->open();
    if (!stream) {
      return tl::unexpected(stream.error());
    }
    return std::make_unique<TranscodingStream>(std::move(*stream), from_, to_);
  }

  void measure(Transcoded& result) {
    auto source = content_->open();
    if (!source) {
      return;
    }
    TranscodingStream stream(std::move(*source), from_, to_);
    std::array<std::byte, kChunk> chunk{};
    for (auto got = stream.read(chunk); got && *got != 0; got = stream.read(chunk)) {
      size_ += *got;
    }
    result.undecodable = stream.undecodable();
    result.lost = stream.lost();
  }

 private:
  bytes::Blob content_;
  text::CodePageNumber from_;
  text::CodePageNumber to_;
  std::uint64_t size_ = 0;
};

}  // namespace

Transcoded transcode(const bytes::Blob& content, text::CodePageNumber from,
                     text::CodePageNumber to) {
  Transcoded result;
  auto source = std::make_shared<TranscodingSource>(content, from, to);
  source->measure(result);
  result.content = std::move(source);
  return result;
}

void for_each_piece(const bytes::ByteSource& content, text::CodePageNumber from,
                    const std::function<void(std::string_view)>& use) {
  auto stream = content.open();
  if (!stream) {
    return;
  }
  text::StreamDecoder decoder(from);
  std::array<std::byte, kChunk> chunk{};
  std::string utf8;
  for (bool at_end = false; !at_end;) {
    const auto got = (*stream)->read(chunk);
    at_end = !got || *got == 0;
    utf8.clear();
    decoder.decode(std::span<const std::byte>(chunk).first(got.value_or(0)), at_end, utf8);
    use(utf8);
  }
}

}  // namespace convert::pst
