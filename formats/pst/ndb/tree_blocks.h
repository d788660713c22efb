// The blocks that tie others together: data trees and subnode trees. [MS-PST] 2.2.2.8.3.2, .3.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "formats/pst/ndb/block_log.h"
#include "formats/pst/ndb/ndb_writer.h"

namespace pst {

/// See NdbWriter::write_data_tree().
[[nodiscard]] Result<DataRef> write_data_blocks(BlockLog& blocks, Width width,
                                                std::span<const Bid> data, std::uint64_t size);
/// See NdbWriter::write_subnodes().
[[nodiscard]] Result<Bid> write_subnode_blocks(BlockLog& blocks, Width width,
                                               std::vector<Subnode> subnodes);

/// Subnodes one node can have.
[[nodiscard]] std::size_t most_subnodes(Width width);

}  // namespace pst
