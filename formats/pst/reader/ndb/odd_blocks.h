// Blocks that are not encoded as the others of their file are.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_set>

#include "formats/pst/reader/ndb/index.h"
#include "formats/pst/reader/ndb/store_file.h"

namespace pst::reader {

/// ExMerge left, in at least one of the files under whose header "none" it encoded blocks, the last
/// block of each data tree as it was (J. Metz, "Personal Folder File (PFF) format", corruption
/// scenarios). Ids without bit 0.
struct OddBlocks {
  std::unordered_set<std::uint64_t> plain;  // not encoded
  std::unordered_set<std::uint64_t> open;   // nobody can say
};

/// Looks at the last block under every XBLOCK of a file whose encoding is not that of its header.
/// Whichever reading has the bytes that the block before it has is right, when it is so by far.
/// Where both are alike (compressed data), the one that ends as a file of a known format does is;
/// else the block is what all others are whose reading is known, four at least; or open.
[[nodiscard]] std::shared_ptr<const OddBlocks> find_odd_blocks(const StoreFile& file,
                                                               const Index& index);

}  // namespace pst::reader
