// Whether a page or a block is what its trailer, and who points at it, say. [MS-PST] 2.2.2.7.1,
// 2.2.2.8.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/pst/ndb/ids.h"
#include "formats/pst/ndb/width.h"
#include "formats/pst/reader/ndb/index.h"
#include "formats/pst/reader/ndb/store_file.h"

namespace pst::reader {

/// Both trailers, in the words of either.
struct Trailer {
  std::uint8_t type = 0;         // ptype; of a page
  std::uint8_t type_repeat = 0;  // ptypeRepeat; of a page
  std::uint16_t size = 0;        // cb; of a block
  std::uint16_t signature = 0;   // wSig
  std::uint32_t checksum = 0;    // dwCRC
  Bid bid;
};

/// The trailer in the last bytes of a page.
[[nodiscard]] Trailer page_trailer(std::span<const std::byte, kPageSize> page, Width width);
/// The trailer in `raw`, 16 (Unicode) or 12 (ANSI) bytes.
[[nodiscard]] Trailer block_trailer(std::span<const std::byte> raw, Width width);

/// Bytes that a block of `size` bytes of data takes in the file, padding and trailer included.
[[nodiscard]] std::size_t stored_block_size(std::size_t size, Width width);

struct PageCheck {
  Trailer trailer;
  bool type = false;  // ptype is the one asked for, or ptypeRepeat is
  /// dwCRC is that of the page's body, or differs in one of its four bytes alone: then it is the
  /// field that is wrong. Damage of the body looks like that once in four million times.
  bool checksum = false;
  std::uint32_t difference = 0;  // dwCRC XOR what it should be
  bool bid = false;              // bid is the one asked for
  bool signature = false;        // wSig is that of the offset and the bid asked for
  /// wSig is that of the offset and the page's own bid: nobody changed the one without the other.
  bool consistent = false;

  /// The body is what was written, and for this place: a right checksum, and a bid or a signature
  /// that agrees with whoever points at it, or else both with each other.
  [[nodiscard]] bool sound() const { return type && checksum && (bid || signature || consistent); }
};

/// Checks the B-tree page at `offset` (inside the file, told by `page`) against the `type` and
/// `bid` that its BREF promises; each disagreement goes to `damage` under BTPAGE.*.
[[nodiscard]] PageCheck check_page(std::span<const std::byte, kPageSize> page, Width width,
                                   std::uint64_t offset, std::uint8_t type, Bid bid,
                                   bytes::DamageLog& damage);

struct BlockCheck {
  /// The data as stored (encoded, if the store is); empty when not even that lies in the file.
  std::span<const std::byte> stored;
  /// Of disagreements: those that leave no doubt of the content, and those that do.
  std::vector<bytes::Damage> notes;
  std::vector<bytes::Damage> faults;

  [[nodiscard]] bool sound() const { return faults.empty(); }
};

/// Reads the block where `entry` says it lies. Its content is sound when the checksum over the
/// entry's size, or over the trailer's (then that size counts), is right (see PageCheck) and the
/// trailer has the entry's bid, or its signature and size. Else: BLOCKTRAILER.dwCRC, .bid, .wSig,
/// .cb, or BBTENTRY.ib and .cb for a block that is not in the file, or only in part.
[[nodiscard]] BlockCheck check_block(const StoreFile& file, const BlockEntry& entry);

}  // namespace pst::reader
