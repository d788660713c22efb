// Completes the indexes of a store with what lies in the file: pages of the two trees and blocks
// that no walk led to. SALVAGE.md 1.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "formats/pst/reader/ndb/file_header.h"
#include "formats/pst/reader/ndb/index.h"
#include "formats/pst/reader/ndb/store_file.h"
#include "formats/pst/reader/sweep/landmarks.h"

namespace pst::reader {

/// What a sweep found.
struct Swept {
  /// As given; without a header as most of what was found is, under the encoding of
  /// vote_encoding().
  StoreFile file;
  /// The walk's, and what was added to it, with Origin::Sweep; settled. A node is doubtful when its
  /// page may be an earlier copy of one that is lost (SALVAGE.md 1). A block is not: its id is
  /// never given to other content. The gaps are those of the walk: there may have been more.
  Index index;
  /// Nodes that the store gave up: in pages that newer ones replaced, and in `index` no more, or
  /// with other data. The newest such version of each whose data is left. Their blocks are in
  /// `index`.
  std::vector<NodeEntry> deleted;

  std::size_t pages_found = 0;  // of the two trees, those of the walk included
  std::size_t blocks_found = 0;
  std::size_t nodes_added = 0;  // to the index
  std::size_t blocks_added = 0;
  bool stopped = false;  // by `progress`: there may be more
};

/// Whether the file should be swept: the walk had gaps, or nodes name blocks that the index lacks.
[[nodiscard]] bool wants_sweep(const Index& walked);

/// Sweeps the file of `walked`, whose header is `header`. One pass at the speed of memory, 40 bytes
/// of memory for each block of the file.
[[nodiscard]] Swept sweep_store(const StoreFile& file, const FileHeader& header, Index walked,
                                const Progress& progress = {});

/// The same without a header to begin with: one pass for each width. nullopt when there is no page
/// and no block of either.
[[nodiscard]] std::optional<Swept> sweep_without_header(std::span<const std::byte> content,
                                                        std::shared_ptr<const void> owner,
                                                        const Progress& progress = {});

}  // namespace pst::reader
