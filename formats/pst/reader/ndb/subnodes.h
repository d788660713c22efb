// The subnodes of a node, [MS-PST] 2.2.2.8.3.3.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "formats/pst/reader/fault.h"
#include "formats/pst/reader/ndb/ndb.h"

namespace pst::reader {

/// A node or subnode: where its data and its subnodes begin.
struct NodeRef {
  Nid nid{};
  Bid data{};
  Bid subnodes{};
  Nid parent{};  // nidParent; of a node of the index only
  Origin origin = Origin::Walk;
  /// Why this may be another's data: a page of the index or a block of subnodes that is not sound.
  Faults faults{};
};

/// [MS-PST] 2.2.2.8.3.3.1.1 SLENTRY.
struct SubnodeEntry {
  Nid nid{};
  std::uint32_t fault = 0;  // 0, or 1 + the position of what taints it, in SubnodeTree::faults
  Bid data{};
  Bid subnodes{};
};

struct SubnodeTree {
  std::vector<SubnodeEntry> entries;  // by nid; of equal ones the first in the file is the first
  /// Blocks that are missing, not sound, or not as they must be (SLBLOCK.*, SIBLOCK.*). Not empty:
  /// there may have been others.
  Faults faults;

  [[nodiscard]] const SubnodeEntry* find(Nid nid) const;
  /// nullopt when there is none.
  [[nodiscard]] std::optional<NodeRef> ref(Nid nid) const;
};

/// Reads the tree under `root`; none is an empty one. Entries out of order are sorted and noted.
[[nodiscard]] SubnodeTree read_subnodes(const Ndb& ndb, Bid root);

/// What a block is to the node it belongs to.
enum class BlockUse : std::uint8_t { Data, DataTree, SubnodeTree };

/// Calls `visit` with every block that `node` is made of: its data tree, its subnode tree, and all
/// of its subnodes', each block once, to kMostSubnodeDepth. The id is that of the node or subnode
/// that has it. Blocks that are not in the index are visited, too.
void visit_blocks(const Ndb& ndb, const NodeRef& node,
                  const std::function<void(Bid, BlockUse, Nid)>& visit);

}  // namespace pst::reader
