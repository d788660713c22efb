// Writes heaps on nodes, [MS-PST] 2.3.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "formats/pst/ltp/heap.h"
#include "formats/pst/ltp/heap_block.h"
#include "formats/pst/ndb/ndb_writer.h"

namespace pst {

/// Grows in memory. Who has a large heap calls write_complete_blocks() now and then: what it leaves
/// in memory are three blocks, and 8 bytes for each one written.
class HeapWriter {
 public:
  HeapWriter(Width width, HeapClient client);

  /// At most kLargestHeapItem bytes; nothing for an empty value, whose HID is 0. LimitExceeded
  /// beyond kMostHeapBlocks, and nothing has changed.
  [[nodiscard]] Result<Hid> add(std::span<const std::byte> value);
  /// The bytes of an allocation, to be changed: in block 0, or as long as nothing was written.
  [[nodiscard]] std::span<std::byte> at(Hid hid);
  void set_user_root(Hid root);
  [[nodiscard]] std::size_t blocks() const { return bids_.size(); }

  /// Writes the blocks that can no longer change: all but the last one, block 0, and the one with
  /// the fill level of the last one.
  [[nodiscard]] Result<void> write_complete_blocks(NdbWriter& ndb);

  /// Nothing is added afterwards; at() still works.
  void close();
  /// Bytes of all blocks. After close().
  [[nodiscard]] std::uint64_t size() const;
  /// Writes the blocks that are still in memory, and the tree over all. After close(), once.
  [[nodiscard]] Result<DataRef> write(NdbWriter& ndb) const;

 private:
  [[nodiscard]] Result<void> begin_block();
  [[nodiscard]] HeapBlock& block(std::size_t number);
  void close_block();

  std::size_t capacity_;
  std::vector<HeapBlock> blocks_;  // those in memory, ascending; the last one is being filled
  std::vector<Bid> bids_;          // of every block; none of those in memory
  bool closed_ = false;
};

}  // namespace pst
