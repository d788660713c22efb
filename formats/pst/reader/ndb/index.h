// Which nodes and blocks a store has: what the walk through the B-trees and the sweep over the file
// both yield, and all that the layers above read through.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/pst/ndb/ids.h"

namespace pst::reader {

/// How an entry came to be known.
enum class Origin : std::uint8_t {
  Walk,   // the tree leads to it
  Sweep,  // its page, or the block itself, was found by its trailer
};

/// [MS-PST] 2.2.2.7.7.4 NBTENTRY; 32 bytes.
struct NodeEntry {
  Nid nid{};
  Nid parent{};    // nidParent: 0 for tables and the like
  Bid data{};      // none: the node has no data
  Bid subnodes{};  // none: it has no subnodes
  /// The leaf page it stands in: file offset / 512. 0: in none.
  std::uint32_t page = 0;
  Origin origin = Origin::Walk;
  /// The page's content is not what was written (or was not meant to be there): the entry may be
  /// another's. Whoever is read through it says so.
  bool doubtful = false;
  /// Doubtful, and it names a block that neither index nor sweep have: whatever else names the node
  /// tells more.
  bool empty_handed = false;

  friend bool operator==(const NodeEntry&, const NodeEntry&) = default;
};
static_assert(sizeof(NodeEntry) == 32);

/// [MS-PST] 2.2.2.7.7.3 BBTENTRY; 32 bytes.
struct BlockEntry {
  Bid bid;  // bit 0 is clear
  std::uint64_t offset = 0;
  std::uint16_t size = 0;        // cb: of its data
  std::uint16_t references = 0;  // cRef; 0: unknown
  std::uint32_t page = 0;        // as NodeEntry::page
  Origin origin = Origin::Walk;
  /// As NodeEntry::doubtful. A block vouches for itself: when its own trailer agrees with the entry
  /// this has no further consequence.
  bool doubtful = false;

  friend bool operator==(const BlockEntry&, const BlockEntry&) = default;
};
static_assert(sizeof(BlockEntry) == 32);

/// KeyGap::end of a gap that has no end.
inline constexpr std::uint64_t kEndOfKeys = UINT64_MAX;

/// A part of an index that could not be read.
struct KeyGap {
  std::uint64_t first = 0;  // the keys in [first, end)
  std::uint64_t end = 0;    // or kEndOfKeys
  bytes::Damage why;        // its first page

  friend bool operator==(const KeyGap&, const KeyGap&) = default;
};

/// Entries by NID. First add(), then settle(), then the rest.
class NodeIndex {
 public:
  /// Ignored beyond kMostIndexEntries; dropped() tells.
  void add(const NodeEntry& entry);
  /// Sorts. Of entries with one NID the kMostVersions best are kept, the best first: not empty
  /// handed, by the walk, not doubtful, added first. Entries that are equal but for page and origin
  /// become one. May be called again after further add()s.
  void settle();
  /// Marks the entries that are doubtful and for whose blocks `has` is false; settle() follows.
  void mark_empty_handed(const std::function<bool(Bid)>& has);

  /// The best entry with this id; nullptr when there is none.
  [[nodiscard]] const NodeEntry* find(Nid nid) const;
  /// All entries with this id, the best first.
  [[nodiscard]] std::span<const NodeEntry> all(Nid nid) const;
  /// By id.
  [[nodiscard]] std::span<const NodeEntry> entries() const { return entries_; }
  /// The ids whose best entry names `parent`, ascending, each once; the parent itself is left out.
  [[nodiscard]] std::vector<Nid> children(Nid parent) const;
  /// How many entries were one too many, for kMostIndexEntries or kMostVersions.
  [[nodiscard]] std::size_t dropped() const { return dropped_; }

 private:
  std::vector<NodeEntry> entries_;
  std::vector<std::uint32_t> by_parent_;  // positions in entries_
  std::size_t dropped_ = 0;
};

/// The same by BID, bit 0 of which never counts ([MS-PST] 2.2.2.2).
class BlockIndex {
 public:
  void add(const BlockEntry& entry);
  void settle();
  [[nodiscard]] const BlockEntry* find(Bid bid) const;
  [[nodiscard]] std::span<const BlockEntry> all(Bid bid) const;
  [[nodiscard]] std::span<const BlockEntry> entries() const { return entries_; }
  [[nodiscard]] std::size_t dropped() const { return dropped_; }

 private:
  std::vector<BlockEntry> entries_;
  std::size_t dropped_ = 0;
};

/// A page of one of the two trees that was read.
struct TreePage {
  std::uint64_t offset = 0;
  Bid bid{};               // by its own trailer
  std::uint8_t type = 0;   // disk::ptypeNBT or ptypeBBT
  std::uint8_t level = 0;  // 0: a leaf
  Origin origin = Origin::Walk;
};

struct Index {
  NodeIndex nodes;
  BlockIndex blocks;
  std::vector<KeyGap> node_gaps;   // empty: the NBT was read to its last page
  std::vector<KeyGap> block_gaps;  // the same of the BBT
  std::vector<TreePage> pages;     // in the order in which they were read
};

}  // namespace pst::reader
