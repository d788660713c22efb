// Opens a store by walk and, where that is not enough, by sweep.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "formats/bytes/result.h"
#include "formats/pst/reader/store.h"
#include "formats/pst/reader/sweep/landmarks.h"

namespace pst::reader {

struct SalvageOptions {
  /// Sweep even when the walk lacks nothing: for what the store gave up.
  bool deleted = false;
  Progress progress{};
};

struct Salvaged {
  Store store;
  /// Nodes that `store` gave up, by id; empty unless they were asked for, or the file was swept
  /// anyway.
  std::vector<NodeEntry> deleted;
  /// What a sweep did; nullopt when none was made.
  struct Sweep {
    std::size_t pages_found = 0;
    std::size_t blocks_found = 0;
    std::size_t nodes_added = 0;
    std::size_t blocks_added = 0;
    bool stopped = false;
  };
  std::optional<Sweep> sweep;

  /// The nodes of `deleted` as a store of their own, with the names of the properties and the
  /// blocks of `store`: each is an item, and nothing else is. Costs a copy of the block index.
  [[nodiscard]] Store deleted_store() const;
};

/// As Store::open(), but for a file without a header, which is a store when pages or blocks are in
/// it (HEADER.dwMagic is damage then). The damage of walk and sweep is in Salvaged::store. Errors
/// are those of read_file_header().
[[nodiscard]] bytes::Result<Salvaged> salvage_store(std::span<const std::byte> content,
                                                    std::shared_ptr<const void> owner,
                                                    const SalvageOptions& options = {});

}  // namespace pst::reader
