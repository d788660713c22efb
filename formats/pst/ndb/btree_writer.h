// Builds a B-tree of pages bottom-up from sorted entries. [MS-PST] 2.2.2.7.7.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "formats/pst/ndb/ids.h"
#include "formats/pst/ndb/section_writer.h"
#include "formats/pst/ndb/width.h"

namespace pst {

/// A page, or a block, and where it lies: [MS-PST] 2.2.2.4 BREF.
struct BlockRef {
  Bid bid;
  std::uint64_t offset = 0;
};

class BTreeWriter {
 public:
  /// `ptype` is ptypeNBT or ptypeBBT, `entry_size` that of its leaves; page BIDs come from
  /// `next_page`.
  BTreeWriter(SectionWriter& sections, Width width, std::uint8_t ptype, std::size_t entry_size,
              std::uint64_t& next_page);

  /// Entries come in the order of their keys.
  [[nodiscard]] bytes::Result<void> add(std::uint64_t key, std::span<const std::byte> entry);
  /// The root. A tree without entries is one empty page.
  [[nodiscard]] bytes::Result<BlockRef> finish();

 private:
  struct Level {
    std::vector<std::byte> entries;
    std::uint64_t first_key = 0;
  };

  [[nodiscard]] std::size_t entry_size(std::size_t level) const;
  [[nodiscard]] std::size_t page_holds(std::size_t level) const;
  [[nodiscard]] bytes::Result<void> add_to(std::size_t level, std::uint64_t key,
                                           std::span<const std::byte> entry);
  [[nodiscard]] bytes::Result<BlockRef> write_page(std::size_t level);
  [[nodiscard]] bytes::Result<void> pass_up(std::size_t level);

  SectionWriter& sections_;
  Width width_;
  std::uint8_t ptype_;
  std::size_t leaf_size_;
  std::uint64_t& next_page_;
  std::vector<Level> levels_;  // the page under way of each, leaves first
};

/// Pages of the tree over `entries` leaf entries, at most.
[[nodiscard]] std::uint64_t btree_pages(std::uint64_t entries, Width width, std::size_t entry_size);

}  // namespace pst
