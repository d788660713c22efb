#include "formats/pst/reader/ndb/trailer.h"

#include <algorithm>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/crc.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/ndb/page.h"

namespace pst::reader {
namespace {

using bytes::Damage;
using bytes::DamageKind;

template <class Word>
Trailer read_page_trailer(std::span<const std::byte, kPageSize> page) {
  using Disk = disk::PAGETRAILER<Word>;
  const auto raw = bytes::record_at<Disk>(page.last<sizeof(Disk)>());
  return {.type = raw.ptype,
          .type_repeat = raw.ptypeRepeat,
          .signature = raw.wSig,
          .checksum = raw.dwCRC,
          .bid = {raw.bid}};
}

template <class Word>
Trailer read_block_trailer(std::span<const std::byte> raw_bytes) {
  using Disk = disk::BLOCKTRAILER<Word>;
  const auto raw = bytes::record_at<Disk>(raw_bytes.first<sizeof(Disk)>());
  return {.size = raw.cb, .signature = raw.wSig, .checksum = raw.dwCRC, .bid = {raw.bid}};
}

/// Of what a checksum and its field differ by: nothing, or one byte of the field.
bool is_right(std::uint32_t difference) {
  constexpr std::uint32_t kByte = 0xFF;
  for (unsigned shift = 0; shift < 32; shift += 8) {
    if ((difference & ~(kByte << shift)) == 0) {
      return true;
    }
  }
  return false;
}

bool same_block(Bid a, Bid b) { return (a.value | kReservedBit) == (b.value | kReservedBit); }

/// The block at an offset, taken to have so many bytes of data.
struct Reading {
  std::span<const std::byte> data;
  Trailer trailer;
  std::uint64_t trailer_at = 0;
  std::uint32_t computed = 0;
  bool checksum = false;
  bool bid = false;
  bool signature = false;
  bool size = false;

  /// Zeros have one checksum whatever their number: the two sizes must agree.
  [[nodiscard]] bool sound() const {
    return checksum && (size || computed != 0) && (bid || (signature && size));
  }
};

std::optional<Reading> read_as(const StoreFile& file, const BlockEntry& entry, std::size_t size) {
  const auto stored = stored_block_size(size, file.width);
  const auto raw = file.at(entry.offset, stored);
  if (!raw) {
    return std::nullopt;
  }
  const auto trailer_size = block_trailer_size(file.width);
  Reading reading;
  reading.data = raw->first(size);
  reading.trailer = block_trailer(raw->last(trailer_size), file.width);
  reading.trailer_at = entry.offset + stored - trailer_size;
  reading.computed = bytes::crc_from_zero(reading.data);
  reading.checksum = is_right(reading.trailer.checksum ^ reading.computed);
  reading.bid = same_block(reading.trailer.bid, entry.bid);
  reading.signature =
      reading.trailer.signature == signature(entry.offset, entry.bid) ||
      (reading.bid && reading.trailer.signature == signature(entry.offset, reading.trailer.bid));
  reading.size = reading.trailer.size == size;
  return reading;
}

/// What disagrees, in the order of the trailer.
std::vector<Damage> disagreements(const Reading& reading, const BlockEntry& entry) {
  std::vector<Damage> found;
  if (reading.trailer.checksum != reading.computed) {
    found.push_back({.offset = entry.offset,
                     .length = reading.data.size(),
                     .kind = DamageKind::BadChecksum,
                     .field = "BLOCKTRAILER.dwCRC",
                     .found = reading.trailer.checksum,
                     .expected = reading.computed});
  }
  if (!reading.size) {
    found.push_back({.offset = reading.trailer_at,
                     .length = sizeof(std::uint16_t),
                     .kind = DamageKind::Inconsistent,
                     .field = "BLOCKTRAILER.cb",
                     .found = reading.trailer.size,
                     .expected = reading.data.size()});
  }
  if (!reading.signature) {
    found.push_back({.offset = reading.trailer_at,
                     .length = sizeof(std::uint16_t),
                     .kind = DamageKind::BadMagic,
                     .field = "BLOCKTRAILER.wSig",
                     .found = reading.trailer.signature,
                     .expected = signature(entry.offset, entry.bid)});
  }
  if (!reading.bid) {
    found.push_back({.offset = reading.trailer_at,
                     .length = sizeof(std::uint64_t),
                     .kind = DamageKind::Inconsistent,
                     .field = "BLOCKTRAILER.bid",
                     .found = reading.trailer.bid.value,
                     .expected = entry.bid.value});
  }
  return found;
}

Damage wrong_size(const BlockEntry& entry, std::size_t expected) {
  return {.offset = entry.offset,
          .length = stored_block_size(expected, Width::Unicode),
          .kind = DamageKind::Inconsistent,
          .field = "BBTENTRY.cb",
          .found = entry.size,
          .expected = expected};
}

/// A block of another size that is sound in every respect.
std::optional<Reading> find_size(const StoreFile& file, const BlockEntry& entry) {
  for (std::size_t stored = kBlockAlignment; stored <= kLargestBlock; stored += kBlockAlignment) {
    const auto raw = file.at(entry.offset, stored);
    if (!raw) {
      return std::nullopt;
    }
    const auto trailer = block_trailer(raw->last(block_trailer_size(file.width)), file.width);
    if (!same_block(trailer.bid, entry.bid) || trailer.size == 0 ||
        stored_block_size(trailer.size, file.width) != stored) {
      continue;
    }
    auto reading = read_as(file, entry, trailer.size);
    if (reading && reading->sound() && reading->signature && reading->computed != 0) {
      return reading;
    }
  }
  return std::nullopt;
}

}  // namespace

Trailer page_trailer(std::span<const std::byte, kPageSize> page, Width width) {
  return width == Width::Unicode ? read_page_trailer<disk::u64>(page)
                                 : read_page_trailer<disk::u32>(page);
}

Trailer block_trailer(std::span<const std::byte> raw, Width width) {
  return width == Width::Unicode ? read_block_trailer<disk::u64>(raw)
                                 : read_block_trailer<disk::u32>(raw);
}

std::size_t stored_block_size(std::size_t size, Width width) {
  const auto all = size + block_trailer_size(width);
  return (all + kBlockAlignment - 1) / kBlockAlignment * kBlockAlignment;
}

PageCheck check_page(std::span<const std::byte, kPageSize> page, Width width, std::uint64_t offset,
                     std::uint8_t type, Bid bid, bytes::DamageLog& damage) {
  PageCheck check;
  const auto trailer = page_trailer(page, width);
  const auto computed = bytes::crc_from_zero(page.first(page_body_size(width)));
  check.trailer = trailer;
  check.type = trailer.type == type || trailer.type_repeat == type;
  check.difference = trailer.checksum ^ computed;
  check.checksum = is_right(check.difference);
  check.bid = trailer.bid == bid;
  check.signature = trailer.signature == signature(offset, bid);
  check.consistent = trailer.signature == signature(offset, trailer.bid);

  const auto tell = [&](DamageKind kind, std::string_view field, std::uint64_t found,
                        std::uint64_t expected) {
    damage.add({.offset = offset,
                .length = kPageSize,
                .kind = kind,
                .field = field,
                .found = found,
                .expected = expected});
  };
  if (trailer.type != type) {
    tell(DamageKind::BadMagic, "BTPAGE.ptype", trailer.type, type);
  }
  if (trailer.type_repeat != type) {
    tell(DamageKind::BadMagic, "BTPAGE.ptypeRepeat", trailer.type_repeat, type);
  }
  if (check.difference != 0) {
    tell(DamageKind::BadChecksum, "BTPAGE.dwCRC", trailer.checksum, computed);
  }
  if (!check.bid) {
    tell(DamageKind::Inconsistent, "BTPAGE.bid", trailer.bid.value, bid.value);
  }
  if (!check.signature) {
    tell(DamageKind::BadMagic, "BTPAGE.wSig", trailer.signature, signature(offset, bid));
  }
  return check;
}

BlockCheck check_block(const StoreFile& file, const BlockEntry& entry) {
  BlockCheck check;
  const bool possible = entry.size != 0 && entry.size <= largest_block_data(file.width);
  auto reading = possible ? read_as(file, entry, entry.size) : std::nullopt;
  if (reading && reading->sound()) {
    check.stored = reading->data;
    check.notes = disagreements(*reading, entry);
    return check;
  }
  // The size may be what is wrong, and the block know better.
  if (const auto other = find_size(file, entry)) {
    check.stored = other->data;
    check.notes = disagreements(*other, entry);
    check.notes.push_back(wrong_size(entry, other->data.size()));
    return check;
  }
  if (reading) {
    check.stored = reading->data;
    check.faults = disagreements(*reading, entry);
    return check;
  }
  if (!possible) {
    check.faults.push_back({.offset = entry.offset,
                            .length = 0,
                            .kind = DamageKind::OutOfRange,
                            .field = "BBTENTRY.cb",
                            .found = entry.size,
                            .expected = largest_block_data(file.width)});
    return check;
  }
  const auto there = entry.offset < file.content.size() ? file.content.size() - entry.offset : 0;
  check.stored =
      *file.at(there == 0 ? 0 : entry.offset, std::min<std::uint64_t>(there, entry.size));
  check.faults.push_back({.offset = entry.offset,
                          .length = stored_block_size(entry.size, file.width),
                          .kind = there == 0 ? DamageKind::OutOfRange : DamageKind::Truncated,
                          .field = "BBTENTRY.ib",
                          .found = entry.offset,
                          .expected = file.content.size()});
  return check;
}

}  // namespace pst::reader
