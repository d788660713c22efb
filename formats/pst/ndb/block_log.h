// Writes blocks and remembers where: what the block B-tree is made of. [MS-PST] 2.2.2.8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "formats/bytes/sha256.h"
#include "formats/pst/ndb/btree_writer.h"
#include "formats/pst/ndb/ids.h"
#include "formats/pst/ndb/record_log.h"
#include "formats/pst/ndb/section_writer.h"
#include "formats/pst/ndb/width.h"

namespace pst {

class BlockLog {
 public:
  BlockLog(SectionWriter& sections, Width width, Encoding encoding);

  enum class Kind : std::uint8_t { Data, Internal };
  /// 1 … largest_block_data() bytes. Only data is encoded (2.2.2.8.3.1.1).
  [[nodiscard]] bytes::Result<Bid> write(Kind kind, std::span<const std::byte> data);
  [[nodiscard]] bool share(Bid bid);

  [[nodiscard]] std::uint64_t count() const { return entries_.count(); }
  /// [MS-PST] 2.2.2.6 bidNextB.
  [[nodiscard]] std::uint64_t next_bid() const { return next_bid_; }
  /// Of the checksums of all blocks so far. To be called once; what follows is not digested.
  [[nodiscard]] bytes::Sha256::Digest take_digest();
  [[nodiscard]] bytes::Result<BlockRef> write_tree(std::uint64_t& next_page) const;
  [[nodiscard]] static std::size_t entry_size(Width width);

 private:
  void digest(std::uint32_t checksum);
  template <class Word>
  [[nodiscard]] bytes::Result<Bid> write_as(Kind kind, std::span<const std::byte> data);
  template <class Word>
  [[nodiscard]] bytes::Result<BlockRef> write_tree_as(std::uint64_t& next_page) const;

  SectionWriter& sections_;
  Width width_;
  Encoding encoding_;
  std::uint64_t next_bid_ = 4;  // FORMAT.md 2.2
  RecordLog entries_;           // BBTENTRYs, by BID: ids rise with time
  std::unordered_map<std::uint64_t, std::uint16_t> further_users_;  // beyond the first
  bytes::Sha256 digest_;
  std::vector<std::byte> checksums_;  // not digested yet
  bool digest_taken_ = false;
};

}  // namespace pst
