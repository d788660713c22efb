// The entries of one page of a B-tree, as they lie there. [MS-PST] 2.2.2.7.7.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "formats/pst/ndb/ids.h"
#include "formats/pst/ndb/width.h"

namespace pst::reader {

/// [MS-PST] 2.2.2.7.7.2 BTENTRY.
struct TreeReference {
  std::uint64_t key = 0;     // btkey
  Bid bid;                   // BREF
  std::uint64_t offset = 0;  // BREF
  std::size_t at = 0;        // where the entry lies in the page
};

using PageBytes = std::span<const std::byte, kPageSize>;

/// The entries of a page above the leaves: as many as cEnt says and the page has room for.
[[nodiscard]] std::vector<TreeReference> tree_references(PageBytes page, Width width);
/// The keys of any page in their order, as stored.
[[nodiscard]] std::vector<std::uint64_t> tree_keys(PageBytes page, Width width);
/// Bytes of an entry: cbEnt, 0 when it is too small for a key.
[[nodiscard]] std::size_t tree_entry_size(PageBytes page, Width width);

}  // namespace pst::reader
