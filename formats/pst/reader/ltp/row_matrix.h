// The rows of a table, where they lie; for the sources of this room. [MS-PST] 2.3.4.4.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <variant>

#include "formats/pst/reader/ltp/heap.h"
#include "formats/pst/reader/ndb/subnodes.h"

namespace pst::reader {

/// Rows in a heap item, or in the blocks of a subnode, which no row crosses.
class RowMatrix {
 public:
  /// Where `hnid` says; nullopt, with the reason, when there is nothing.
  [[nodiscard]] static std::optional<RowMatrix> open(const Heap& heap, const SubnodeTree& subnodes,
                                                     std::uint32_t hnid, std::size_t row_size,
                                                     bytes::Damage& why);

  /// Rows there is room for.
  [[nodiscard]] std::size_t capacity() const { return capacity_; }
  /// The bytes of row `position` and the block they lie in; nullopt beyond the capacity, and where
  /// a block is missing, or shorter than its place in the tree says.
  [[nodiscard]] std::optional<HeapItem> row(std::size_t position) const;
  /// Calls `visit` with the bytes of every row that is there, and whether its block is sound: a
  /// block at a time, missing ones left out.
  void each_row(const std::function<void(std::size_t position, std::span<const std::byte> row,
                                         bool sound)>& visit) const;
  /// What is wrong with the way to the matrix.
  [[nodiscard]] const Faults& faults() const { return faults_; }

 private:
  RowMatrix() = default;

  NdbPtr ndb_;
  std::variant<HeapItem, DataTree> rows_;
  std::size_t row_size_ = 0;
  std::size_t rows_of_block_ = 0;
  std::size_t capacity_ = 0;
  Faults faults_;
};

}  // namespace pst::reader
