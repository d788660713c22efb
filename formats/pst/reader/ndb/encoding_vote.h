// Which encoding the blocks of a store are in, whatever its header says.
#pragma once

#include "formats/pst/ndb/width.h"
#include "formats/pst/reader/ndb/index.h"
#include "formats/pst/reader/ndb/store_file.h"

namespace pst::reader {

/// Under which encoding the first blocks of folders, messages, tables (kVoters of them) begin
/// with the signature of a heap. That of `file` unless fewer than half do under it, and more than
/// half under another: stores of ExMerge say "none" over permuted blocks.
[[nodiscard]] Encoding vote_encoding(const StoreFile& file, const Index& index);

/// Nodes that are asked.
inline constexpr std::size_t kVoters = 64;

}  // namespace pst::reader
