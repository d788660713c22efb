#include "formats/pst/reader/ndb/file_header.h"

#include <algorithm>
#include <optional>
#include <string>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/crc.h"
#include "formats/pst/ndb/disk.h"

namespace pst::reader {
namespace {

using bytes::DamageKind;
using bytes::DamageLog;

constexpr std::uint32_t kMagic = 0x4E44'4221;  // "!BDN"
constexpr std::uint16_t kClientPst = 0x4D53;   // "SM"
constexpr std::uint16_t kClientOst = 0x4F53;   // "SO"
constexpr std::uint16_t kClientPab = 0x4241;   // "AB"
constexpr std::uint8_t kSentinel = 0x80;
/// formats/pff/FORMAT.md 1: pages of 4 KB.
constexpr std::uint16_t kFirstVersionOf4k = 36;

/// What both widths have, as plain numbers.
struct Start {
  std::uint32_t magic = 0;
  std::uint32_t partial = 0;
  std::uint16_t client = 0;
  std::uint16_t version = 0;
};

Start start_of(std::span<const std::byte> content) {
  const auto raw = content.first<sizeof(disk::HEADERSTART)>();
  const auto start = bytes::record_at<disk::HEADERSTART>(raw);
  const auto magic = bytes::record_at<bytes::u32>(raw.first<4>());
  const auto client = bytes::record_at<bytes::u16>(raw.subspan<8, 2>());
  return {.magic = magic, .partial = start.dwCRCPartial, .client = client, .version = start.wVer};
}

bool sentinel_of(std::span<const std::byte> content, Width width) {
  const auto at = width == Width::Unicode ? offsetof(disk::HEADER<disk::u64>, bSentinel)
                                          : offsetof(disk::HEADER<disk::u32>, bSentinel);
  return content[at] == std::byte{kSentinel};
}

std::optional<Width> width_of(std::uint16_t version) {
  switch (version) {
    case 14:
    case 15:
      return Width::Ansi;
    case 21:
    case 23:
      return Width::Unicode;
    default:
      return std::nullopt;
  }
}

template <class Word>
void read_rest(std::span<const std::byte> content, FileHeader& header, DamageLog& damage) {
  using Disk = disk::HEADER<Word>;
  const auto raw = bytes::record_at<Disk>(content.first<sizeof(Disk)>());
  const auto& root = raw.root;
  header.nodes = {.bid = {root.BREFNBT.bid}, .offset = root.BREFNBT.ib};
  header.blocks = {.bid = {root.BREFBBT.bid}, .offset = root.BREFBBT.ib};
  header.recorded_size = root.ibFileEof;
  header.last_amap = root.ibAMapLast;
  header.free_bytes = root.cbAMapFree;
  header.amap_valid = root.fAMapValid;
  header.next_block = raw.bidNextB;
  header.next_page = raw.bidNextP;
  header.next_row_version = raw.dwUnique;
  std::ranges::copy(raw.rgnid, header.counters.begin());

  if (raw.bSentinel != kSentinel) {
    damage.add({.offset = offsetof(Disk, bSentinel),
                .length = 1,
                .kind = DamageKind::BadMagic,
                .field = "HEADER.bSentinel",
                .found = raw.bSentinel,
                .expected = kSentinel});
  }
  const std::uint8_t method = raw.bCryptMethod;
  if (method <= static_cast<std::uint8_t>(Encoding::Cyclic)) {
    header.encoding = static_cast<Encoding>(method);
  } else {
    damage.add({.offset = offsetof(Disk, bCryptMethod),
                .length = 1,
                .kind = DamageKind::OutOfRange,
                .field = "HEADER.bCryptMethod",
                .found = method,
                .expected = static_cast<std::uint64_t>(Encoding::Cyclic)});
  }
  if (header.recorded_size != content.size()) {
    const auto at = offsetof(Disk, root) + offsetof(disk::ROOT<Word>, ibFileEof);
    damage.add({.offset = at,
                .length = sizeof(Word),
                .kind = header.recorded_size > content.size() ? DamageKind::Truncated
                                                              : DamageKind::Inconsistent,
                .field = "ROOT.ibFileEof",
                .found = header.recorded_size,
                .expected = content.size()});
  }
}

void check_full(std::span<const std::byte> content, DamageLog& damage) {
  using Disk = disk::HEADER<disk::u64>;
  const auto raw = bytes::record_at<Disk>(content.first<sizeof(Disk)>());
  const auto computed = bytes::crc_from_zero(content.subspan(disk::kCrcStart, disk::kCrcFullSize));
  if (raw.dwCRCFull != computed) {
    damage.add({.offset = offsetof(Disk, dwCRCFull),
                .length = sizeof(std::uint32_t),
                .kind = DamageKind::BadChecksum,
                .field = "HEADER.dwCRCFull",
                .found = raw.dwCRCFull,
                .expected = computed});
  }
}

}  // namespace

bytes::Result<FileHeader> read_file_header(std::span<const std::byte> content, DamageLog& damage) {
  using bytes::ErrorKind;
  if (content.size() < sizeof(disk::HEADER<disk::u64>)) {
    return bytes::fail(ErrorKind::NotThisFormat,
                       "no PST: " + std::to_string(content.size()) + " bytes hold no header");
  }
  const auto start = start_of(content);
  const auto partial =
      bytes::crc_from_zero(content.subspan(disk::kCrcStart, disk::kCrcPartialSize));
  const bool whole = start.partial == partial;
  if (start.magic != kMagic) {
    // The checksum does not cover the magic: where it is right, the rest is a header.
    if (!whole || partial == 0) {
      return bytes::fail(ErrorKind::NotThisFormat, "no PST: it does not begin with !BDN");
    }
    damage.add({.offset = 0,
                .length = sizeof(std::uint32_t),
                .kind = DamageKind::BadMagic,
                .field = "HEADER.dwMagic",
                .found = start.magic,
                .expected = kMagic});
  }
  if (start.client == kClientPab) {
    return bytes::fail(ErrorKind::Unsupported, "a Personal Address Book (PAB)", "libpff reads it");
  }
  if (start.version >= kFirstVersionOf4k && start.version <= kFirstVersionOf4k + 1) {
    return bytes::fail(ErrorKind::Unsupported,
                       "a store with pages of 4 KB (wVer " + std::to_string(start.version) + ")",
                       "libpff reads it");
  }
  FileHeader header;
  header.version = start.version;
  header.client = start.client == kClientPst   ? Client::Pst
                  : start.client == kClientOst ? Client::Ost
                                               : Client::Other;
  if (header.client == Client::Other) {
    damage.add({.offset = offsetof(disk::HEADERSTART, wMagicClient),
                .length = sizeof(std::uint16_t),
                .kind = DamageKind::BadMagic,
                .field = "HEADER.wMagicClient",
                .found = start.client,
                .expected = kClientPst});
  }
  if (const auto width = width_of(start.version)) {
    header.width = *width;
  } else {
    const bool unicode = sentinel_of(content, Width::Unicode);
    if (!unicode && !sentinel_of(content, Width::Ansi)) {
      return bytes::fail(ErrorKind::NotThisFormat,
                         "no PST: wVer is " + std::to_string(start.version));
    }
    header.width = unicode ? Width::Unicode : Width::Ansi;
    damage.add({.offset = offsetof(disk::HEADERSTART, wVer),
                .length = sizeof(std::uint16_t),
                .kind = DamageKind::OutOfRange,
                .field = "HEADER.wVer",
                .found = start.version,
                .expected = unicode ? 23U : 14U});
  }
  if (!whole) {
    damage.add({.offset = offsetof(disk::HEADERSTART, dwCRCPartial),
                .length = sizeof(std::uint32_t),
                .kind = DamageKind::BadChecksum,
                .field = "HEADER.dwCRCPartial",
                .found = start.partial,
                .expected = partial});
  }
  if (header.width == Width::Unicode) {
    check_full(content, damage);
    read_rest<disk::u64>(content, header, damage);
  } else {
    read_rest<disk::u32>(content, header, damage);
  }
  return header;
}

}  // namespace pst::reader
