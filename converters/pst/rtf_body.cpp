#include "converters/pst/rtf_body.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "formats/bytes/little_endian.h"
#include "formats/text/rtf_compression.h"

namespace convert::pst {
namespace {

using bytes::Result;

constexpr std::uint64_t kLargestCompressed = std::uint64_t{16} * 1024 * 1024;

/// [MS-OXRTFCP] 2.1.3.1: the header; COMPSIZE counts what follows it.
struct RtfHeader {
  bytes::u32 compressed_size;
  bytes::u32 raw_size;
  bytes::u32 type;
  bytes::u32 crc;
};
static_assert(sizeof(RtfHeader) == 16);
constexpr std::uint32_t kUncompressed = 0x414C454D;  // "MELA"

using Head = std::array<std::byte, sizeof(RtfHeader)>;

Head head_of(std::uint64_t size) {
  constexpr std::uint32_t kHeaderBehindSize = sizeof(RtfHeader) - sizeof(bytes::u32);
  RtfHeader header;
  header.compressed_size = static_cast<std::uint32_t>(size) + kHeaderBehindSize;
  header.raw_size = static_cast<std::uint32_t>(size);
  header.type = kUncompressed;
  Head head{};
  std::memcpy(head.data(), &header, head.size());
  return head;
}

class HeadedStream final : public bytes::ByteStream {
 public:
  HeadedStream(const Head& head, std::unique_ptr<bytes::ByteStream> rest)
      : head_(head), rest_(std::move(rest)) {}

  [[nodiscard]] Result<std::size_t> read(std::span<std::byte> into) override {
    if (taken_ == head_.size()) {
      return rest_->read(into);
    }
    const auto part = std::span<const std::byte>(head_).subspan(taken_);
    const auto piece = part.first(std::min(part.size(), into.size()));
    std::ranges::copy(piece, into.begin());
    taken_ += piece.size();
    return piece.size();
  }

 private:
  Head head_;
  std::size_t taken_ = 0;
  std::unique_ptr<bytes::ByteStream> rest_;
};

class HeadedSource final : public bytes::ByteSource {
 public:
  explicit HeadedSource(bytes::Blob rtf) : rtf_(std::move(rtf)) {}

  [[nodiscard]] std::uint64_t size() const override { return sizeof(RtfHeader) + rtf_->size(); }
  [[nodiscard]] Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    auto stream = rtf_->open();
    if (!stream) {
      return tl::unexpected(stream.error());
    }
    return std::make_unique<HeadedStream>(head_of(rtf_->size()), std::move(*stream));
  }

 private:
  bytes::Blob rtf_;
};

}  // namespace

::pst::ContentValue compressed_rtf(const bytes::Blob& rtf) {
  if (rtf->size() <= kLargestCompressed) {
    if (const auto all = bytes::read_all_text(*rtf, kLargestCompressed)) {
      return text::compress_rtf(*all);
    }
  }
  return bytes::Blob(std::make_shared<HeadedSource>(rtf));
}

}  // namespace convert::pst
