#include <algorithm>
#include <array>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/crc.h"
#include "formats/text/rtf_compression.h"
#include "formats/text/rtf_compression_constants.h"

namespace text {
namespace {

using bytes::DamageKind;

/// A run of one control byte and eight references, 17 bytes, makes at most 8 * 17 bytes of RTF:
/// a RAWSIZE beyond that is not believed, and no stream can fill more memory.
constexpr std::uint64_t kMostFromOneByte = 8;

/// 2.2.2.1 Decompressing the input.
class Decompressor {
 public:
  Decompressor(std::span<const std::byte> data, std::uint64_t offset, std::uint64_t raw_size)
      : reader_(data, offset) {
    std::ranges::copy(lzfu::kPreset, dictionary_.begin());
    out_.reserve(std::min(raw_size, data.size() * kMostFromOneByte));
  }

  /// Ends at the end mark or at the end of the input.
  std::string run() {
    while (!ended_) {
      const auto control = byte();
      for (unsigned bit = 0; bit < lzfu::kTokensPerRun && !ended_; ++bit) {
        if (((control >> bit) & 1U) != 0) {
          reference();
        } else {
          literal();
        }
      }
    }
    return std::move(out_);
  }

  [[nodiscard]] bool end_mark_seen() const { return end_mark_seen_; }
  [[nodiscard]] std::uint64_t offset() const { return reader_.offset(); }

 private:
  /// 0 and ended_ when there is none left.
  std::uint8_t byte() {
    const auto one = reader_.take(1);
    if (!one) {
      ended_ = true;
      return 0;
    }
    return std::to_integer<std::uint8_t>((*one)[0]);
  }

  void put(char c) {
    out_ += c;
    dictionary_[write_] = c;
    write_ = (write_ + 1) % lzfu::kDictionarySize;
  }

  void literal() {
    const std::uint8_t c = byte();
    if (!ended_) {
      put(static_cast<char>(c));
    }
  }

  void reference() {
    const std::uint32_t high = byte();
    const std::uint32_t low = byte();
    if (ended_) {
      return;
    }
    std::size_t from = (high << 4U) | (low >> 4U);
    if (from == write_) {  // 2.1.3.1.5: a reference to the write position is the end mark
      ended_ = true;
      end_mark_seen_ = true;
      return;
    }
    const std::size_t length = (low & 0xFU) + lzfu::kShortestMatch;
    for (std::size_t i = 0; i < length; ++i) {
      put(dictionary_[from]);
      from = (from + 1) % lzfu::kDictionarySize;
    }
  }

  bytes::ByteReader reader_;
  std::array<char, lzfu::kDictionarySize> dictionary_{};
  std::size_t write_ = lzfu::kPreset.size();
  std::string out_;
  bool ended_ = false;
  bool end_mark_seen_ = false;
};

void expect_size(std::uint64_t found, std::uint64_t expected, std::uint64_t offset,
                 std::string_view field, bytes::DamageLog& damage) {
  if (found != expected) {
    damage.add({.offset = offset,
                .length = 4,
                .kind = DamageKind::Inconsistent,
                .field = field,
                .found = found,
                .expected = expected});
  }
}

/// `claimed` is what COMPSIZE says about the length of `content`. The end mark decides how far the
/// stream goes; the checksum covers what was claimed.
std::string decompress(std::span<const std::byte> content, std::uint64_t claimed,
                       const lzfu::Header& header, bytes::DamageLog& damage) {
  const auto checked = content.first(std::min<std::uint64_t>(claimed, content.size()));
  if (const std::uint32_t computed = bytes::crc_from_zero(checked); computed != header.crc) {
    damage.add({.offset = 12,
                .length = 4,
                .kind = DamageKind::BadChecksum,
                .field = "RTF.CRC",
                .found = header.crc,
                .expected = computed});
  }
  Decompressor decompressor(content, sizeof(header), header.raw_size);
  std::string rtf = decompressor.run();
  if (!decompressor.end_mark_seen()) {
    damage.add({.offset = decompressor.offset(),
                .length = 0,
                .kind = DamageKind::Truncated,
                .field = "RTF.CONTENTS",
                .found = rtf.size(),
                .expected = header.raw_size});
  }
  return rtf;
}

}  // namespace

bytes::Result<std::string> decompress_rtf(std::span<const std::byte> data,
                                          bytes::DamageLog& damage) {
  bytes::ByteReader reader(data);
  const auto header = reader.read<lzfu::Header>();
  if (!header) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat, "compressed RTF: shorter than its header");
  }
  const bool compressed = header->comp_type == lzfu::kCompressed;
  if (!compressed && header->comp_type != lzfu::kUncompressed) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat, "compressed RTF: unknown COMPTYPE");
  }
  // 2.1.3.1.4: COMPSIZE counts itself out and the other twelve bytes of the header in.
  const std::uint64_t claimed = std::max<std::uint64_t>(header->comp_size, 12) - 12;
  const std::span<const std::byte> content = data.subspan(sizeof(lzfu::Header));
  expect_size(header->comp_size, content.size() + 12, 0, "RTF.COMPSIZE", damage);
  std::string rtf;
  if (compressed) {
    rtf = decompress(content, claimed, *header, damage);
  } else {
    const std::uint64_t size = std::max<std::uint64_t>(claimed, header->raw_size);
    rtf = bytes::as_text(content.first(std::min<std::uint64_t>(size, content.size())));
  }
  expect_size(header->raw_size, rtf.size(), 4, "RTF.RAWSIZE", damage);
  return rtf;
}

}  // namespace text
