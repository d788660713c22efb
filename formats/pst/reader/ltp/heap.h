// Reads heaps on nodes, [MS-PST] 2.3.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "formats/pst/ltp/heap.h"
#include "formats/pst/reader/ndb/data_tree.h"
#include "formats/pst/reader/ndb/ndb.h"

namespace pst::reader {

/// An allocation. `data` lies in `block`, which it keeps.
struct HeapItem {
  BlockPtr block;
  std::span<const std::byte> data;
  /// HNPAGEMAP.rgibAlloc: a neighbour's offsets and its own contradict each other.
  std::optional<bytes::Damage> odd{};
};

/// A block at a time: nothing but the list of the blocks is in memory.
class Heap {
 public:
  /// The heap in `tree`; nullopt, with the reason in `why`, when its first block is missing or does
  /// not begin with a heap's header: a signature (HNHDR.bSig), or else a known client and a page
  /// map that fits, which are noted.
  [[nodiscard]] static std::optional<Heap> open(NdbPtr ndb, DataTree tree, bytes::Damage& why);

  [[nodiscard]] std::uint8_t client() const { return client_; }  // HNHDR.bClientSig
  [[nodiscard]] Hid root() const { return root_; }               // HNHDR.hidUserRoot
  [[nodiscard]] const DataTree& tree() const { return tree_; }
  [[nodiscard]] const NdbPtr& ndb() const { return ndb_; }

  /// The allocation `hid`; nullopt, with the reason in `why`, when there is none: no such block
  /// (HID.hidBlockIndex), a page map beyond the block (HNHDR.ibHnpm), an allocation beyond the map
  /// (HID.hidIndex) or the page (HNPAGEMAP.rgibAlloc). The item of a block that is not sound is
  /// delivered: the faults are its block's.
  [[nodiscard]] std::optional<HeapItem> item(Hid hid, bytes::Damage& why) const;

 private:
  Heap() = default;

  NdbPtr ndb_;
  DataTree tree_;
  std::uint8_t client_ = 0;
  Hid root_;
};

/// What is wrong with the blocks an item lies in, as faults of a value that is all of the item.
[[nodiscard]] Faults faults_of(const HeapItem& item);

}  // namespace pst::reader
