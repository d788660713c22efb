#include "formats/pff/header_checksums.h"

#include <algorithm>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/crc.h"
#include "formats/bytes/little_endian.h"
#include "formats/pff/sniff.h"

namespace pff {
namespace {

/// Where a checksum stands, and what it is of.
struct Checksum {
  std::size_t offset = 0;
  std::size_t begin = 0;
  std::size_t length = 0;
  std::string_view field;
};

// [MS-PST] 2.2.2.6: "dwCRCPartial: the 32-bit CRC value of the 471 bytes of data starting from
// wMagicClient (offset 0x0008)"; "dwCRCFull (Unicode only): of the 516 bytes of data starting from
// wMagicClient to bidNextB, inclusive". The second covers nothing of the first.
constexpr Checksum kPartial{4, 8, 471, "HEADER.dwCRCPartial"};
constexpr Checksum kFull{524, 8, 516, "HEADER.dwCRCFull"};
constexpr std::size_t kHeaderBytes = 564;

void mend(const Checksum& checksum, MendedHeader& header) {
  const std::span<std::byte> all(header.bytes);
  const auto field = all.subspan(checksum.offset).first<sizeof(bytes::u32)>();
  const std::uint32_t found = bytes::record_at<bytes::u32>(field);
  const std::uint32_t computed = bytes::crc_from_zero(all.subspan(checksum.begin, checksum.length));
  if (found == computed) {
    return;
  }
  header.damage.push_back({.offset = checksum.offset,
                           .length = sizeof(bytes::u32),
                           .kind = bytes::DamageKind::BadChecksum,
                           .field = checksum.field,
                           .found = found,
                           .expected = computed});
  const bytes::u32 right = computed;
  std::ranges::copy(std::as_bytes(std::span(&right, 1)), field.begin());
}

}  // namespace

std::optional<MendedHeader> mend_header(std::span<const std::byte> head) {
  const auto layout = sniff(head).layout;
  if (head.size() < kHeaderBytes || layout == Layout::Unknown) {
    return std::nullopt;
  }
  const auto bytes = head.first(kHeaderBytes);
  MendedHeader header{.bytes = {bytes.begin(), bytes.end()}, .damage = {}};
  mend(kPartial, header);
  if (layout != Layout::Ansi) {
    mend(kFull, header);
  }
  if (header.damage.empty()) {
    return std::nullopt;
  }
  return header;
}

}  // namespace pff
