// The blocks that tie others together: data trees and subnode trees. [MS-PST] 2.2.2.8.3.2, .3.
#pragma once

#include <cstdint>
#include <span>

#include "formats/pst/ndb/block_log.h"
#include "formats/pst/ndb/ndb_writer.h"

namespace pst {

/// See NdbWriter::write_data_tree().
[[nodiscard]] Result<DataRef> write_data_blocks(BlockLog& blocks, Width width,
                                                std::span<const Bid> data, std::uint64_t size);
/// What is said to data beyond kLargestDataTree.
[[nodiscard]] tl::unexpected<bytes::Error> data_tree_too_large();
/// See NdbWriter::write_subnodes(); here they come sorted.
[[nodiscard]] Result<Bid> write_subnode_blocks(BlockLog& blocks, Width width,
                                               std::span<const Subnode> subnodes);

}  // namespace pst
