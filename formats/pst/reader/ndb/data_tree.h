// The data of a node: one block, or blocks under an XBLOCK or XXBLOCK. [MS-PST] 2.2.2.8.3.2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "formats/bytes/byte_source.h"
#include "formats/pst/reader/fault.h"
#include "formats/pst/reader/ndb/ndb.h"

namespace pst::reader {

/// The blocks of a data tree, in order. 32 bytes a block.
struct DataTree {
  struct Leaf {
    Bid bid;
    std::uint32_t at = 0;    // in the data
    std::uint32_t size = 0;  // of a block that is missing: what it must have had
    // As verify() found it:
    std::uint64_t offset = 0;  // in the file
    std::uint32_t stored = 0;  // bytes that are there; 0 for a block that is missing
  };
  std::vector<Leaf> leaves;
  std::uint64_t size = 0;  // of the data; at most kMostTreeBytes
  /// What is wrong with the tree itself: X and XX blocks that are missing or not sound, blocks
  /// named twice, more than kMostTreeBlocks. The leaves are not looked at: verify().
  Faults faults;
};

/// Reads the tree under `root`; none is a tree without data. A missing or unsound X or XX block,
/// one whose btype, cLevel or cEnt is wrong, becomes a fault and its children, where it has some,
/// are kept. lcbTotal that is not the sum of the blocks is a note, or tells the size of the last
/// block when that is missing.
[[nodiscard]] DataTree read_data_tree(const Ndb& ndb, Bid root);

/// Checks every leaf, and gives it the size and place that its block turns out to have: a Fault
/// with its range for each that is missing or not sound, after the tree's own.
[[nodiscard]] Faults verify(const Ndb& ndb, DataTree& tree);

/// The bytes of leaf `index`, decoded; zeros for one that is missing.
[[nodiscard]] BlockPtr read_leaf(const Ndb& ndb, const DataTree& tree, std::size_t index);

/// The data as a whole, at most `limit` bytes of it, and what is wrong with them.
struct TreeData {
  std::vector<std::byte> bytes;
  Faults faults;
};
[[nodiscard]] TreeData read_whole(const Ndb& ndb, DataTree tree, std::uint64_t limit);

/// The data of a tree that was verified, as a source that reads a block at a time; keeps `ndb`. It
/// may be read by any thread.
[[nodiscard]] bytes::Blob make_blob(NdbPtr ndb, DataTree tree);

}  // namespace pst::reader
