#include "formats/pst/ndb/header.h"

#include <algorithm>
#include <cstring>

#include "formats/bytes/crc.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/ndb/page.h"

namespace pst {
namespace {

constexpr std::uint16_t kVersionAnsi = 14;
constexpr std::uint16_t kVersionUnicode = 23;
constexpr std::uint16_t kClientVersion = 19;
constexpr std::uint8_t kSentinel = 0x80;
// 2.2.2.5 fAMapValid: VALID_AMAP2.
constexpr std::uint8_t kValidAMap = 2;
// FORMAT.md 2.1: what older Outlooks write, and every one accepts.
constexpr std::uint64_t kUnusedBid = 0x0000'0001'0000'0004;

disk::HEADERSTART start_of(Width width) {
  disk::HEADERSTART start{};
  start.dwMagic = {0x21, 0x42, 0x44, 0x4E};  // "!BDN"
  start.wMagicClient = {0x53, 0x4D};         // "SM"
  start.wVer = width == Width::Unicode ? kVersionUnicode : kVersionAnsi;
  start.wVerClient = kClientVersion;
  start.bPlatformCreate = 1;
  start.bPlatformAccess = 1;
  return start;
}

template <class Word>
disk::ROOT<Word> root_of(const HeaderFields& fields) {
  using Number = decltype(+Word{});
  disk::ROOT<Word> root{};
  root.ibFileEof = static_cast<Number>(fields.totals.file_size);
  root.ibAMapLast = static_cast<Number>(fields.totals.last_amap);
  root.cbAMapFree = static_cast<Number>(fields.totals.free_bytes);
  root.BREFNBT.bid = static_cast<Number>(fields.nodes.bid.value);
  root.BREFNBT.ib = static_cast<Number>(fields.nodes.offset);
  root.BREFBBT.bid = static_cast<Number>(fields.blocks.bid.value);
  root.BREFBBT.ib = static_cast<Number>(fields.blocks.offset);
  root.fAMapValid = kValidAMap;
  return root;
}

template <class Word>
disk::HEADER<Word> header_of(const HeaderFields& fields, Width width) {
  using Number = decltype(+Word{});
  disk::HEADER<Word> header{};
  header.start = start_of(width);
  header.bidNextB = static_cast<Number>(fields.next_block);
  header.bidNextP = static_cast<Number>(fields.next_page);
  header.dwUnique = fields.next_row_version;
  std::ranges::copy(fields.counters, header.rgnid.begin());
  header.root = root_of<Word>(fields);
  header.rgbFM.fill(disk::u8(0xFF));
  header.rgbFP.fill(disk::u8(0xFF));
  header.bSentinel = kSentinel;
  header.bCryptMethod = static_cast<std::uint8_t>(fields.encoding);
  if constexpr (sizeof(Number) == sizeof(std::uint64_t)) {
    header.bidUnused = kUnusedBid;
  }
  return header;
}

/// The two checksums cover parts that hold neither of them.
template <class Word>
void put_header(disk::HEADER<Word> header, std::span<std::byte> area) {
  const auto raw = std::as_bytes(std::span(&header, 1));
  if constexpr (sizeof(Word) == sizeof(std::uint64_t)) {
    header.dwCRCFull = bytes::crc_from_zero(raw.subspan(disk::kCrcStart, disk::kCrcFullSize));
  }
  header.start.dwCRCPartial =
      bytes::crc_from_zero(raw.subspan(disk::kCrcStart, disk::kCrcPartialSize));
  std::memcpy(area.data(), &header, sizeof header);
}

}  // namespace

std::vector<std::byte> header_area(const HeaderFields& fields, Width width) {
  std::vector<std::byte> area(kFirstSection);
  // An empty DList page: Outlook's files of this generation have one, with the next page's BID.
  const auto dlist = std::span(area).subspan(disk::kDListOffset).first<kPageSize>();
  seal_page(Page(dlist), width, disk::ptypeDL, {.value = fields.next_page}, disk::kDListOffset);
  if (width == Width::Unicode) {
    put_header(header_of<disk::u64>(fields, width), area);
  } else {
    put_header(header_of<disk::u32>(fields, width), area);
  }
  return area;
}

}  // namespace pst
