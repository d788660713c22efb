#include "converters/mapi/rtf_source.h"

#include <array>

#include "converters/mapi/bag_reader.h"
#include "formats/bytes/byte_reader.h"
#include "formats/bytes/little_endian.h"
#include "formats/text/rtf_compression.h"

namespace convert::mapi {
namespace {

/// Compressed RTF larger than this stays in the bag: Outlook refuses bodies far below.
constexpr std::uint64_t kLargestCompressedRtf = 512 * 1024 * 1024;

/// [MS-OXRTFCP] 2.1.3.1.1.
struct Header {
  bytes::u32 COMPSIZE;
  bytes::u32 RAWSIZE;
  bytes::u32 COMPTYPE;
  bytes::u32 CRC;
};
static_assert(sizeof(Header) == 16);

/// A control byte and 8 references of two bytes each make at most 8 * 17 bytes: less than 8 to 1.
constexpr std::uint64_t kHighestRatio = 8;

class RtfSource final : public bytes::ByteSource {
 public:
  RtfSource(bytes::Blob compressed, std::uint64_t size)
      : compressed_(std::move(compressed)), size_(size) {}

  [[nodiscard]] std::uint64_t size() const override { return size_; }

  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    bytes::DamageLog damage;
    auto rtf = decompress(*compressed_, damage);
    if (!rtf) {
      return tl::unexpected(rtf.error());
    }
    if (!damage.items().empty() || (*rtf)->size() != size_) {
      return bytes::fail(
          bytes::ErrorKind::NotThisFormat,
          "compressed RTF is damaged" +
              (damage.items().empty() ? std::string() : ": " + describe(damage.items().front())));
    }
    return (*rtf)->open();
  }

 private:
  bytes::Blob compressed_;
  std::uint64_t size_;
};

bytes::Result<Header> read_header(const bytes::ByteSource& compressed) {
  auto stream = compressed.open();
  if (!stream) {
    return tl::unexpected(stream.error());
  }
  std::array<std::byte, sizeof(Header)> raw{};
  std::size_t filled = 0;
  while (filled < raw.size()) {
    const auto got = (*stream)->read(std::span(raw).subspan(filled));
    if (!got) {
      return tl::unexpected(got.error());
    }
    if (*got == 0) {
      return bytes::fail(bytes::ErrorKind::NotThisFormat, "compressed RTF ends in its header");
    }
    filled += *got;
  }
  return bytes::record_at<Header>(raw);
}

}  // namespace

bytes::Result<bytes::Blob> decompress(const bytes::ByteSource& compressed,
                                      bytes::DamageLog& damage) {
  const auto data = bytes::read_all(compressed, kLargestCompressedRtf);
  if (!data) {
    return tl::unexpected(data.error());
  }
  const auto rtf = text::decompress_rtf(*data, damage);
  if (!rtf) {
    return tl::unexpected(rtf.error());
  }
  return bytes::make_blob(std::string_view(*rtf));
}

bytes::Result<bytes::Blob> open_rtf(bytes::Blob compressed) {
  const auto header = read_header(*compressed);
  if (!header) {
    return tl::unexpected(header.error());
  }
  const std::uint64_t size = header->RAWSIZE;
  if (size > compressed->size() * kHighestRatio) {
    return bytes::fail(bytes::ErrorKind::LimitExceeded,
                       "RTF.RAWSIZE claims more than can follow from the compressed RTF");
  }
  return std::make_shared<const RtfSource>(std::move(compressed), size);
}

}  // namespace convert::mapi
