// The heap of a table: the tree of its row ids, its description, its values. [MS-PST] 2.3.4.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "formats/pst/ltp/bth_writer.h"
#include "formats/pst/ltp/heap_writer.h"
#include "formats/pst/ltp/table_context.h"

namespace pst {

/// begin() comes first; add_row_ids() and write() once each.
class TableHeap {
 public:
  explicit TableHeap(Width width) : width_(width), heap_(width, HeapClient::TableContext) {}
  TableHeap(const TableHeap&) = delete;  // the tree points at the heap
  TableHeap(TableHeap&&) = delete;
  TableHeap& operator=(const TableHeap&) = delete;
  TableHeap& operator=(TableHeap&&) = delete;
  ~TableHeap() = default;

  /// The first two allocations: the header of the row index and the description.
  [[nodiscard]] Result<void> begin(const TableLayout& layout);
  /// Whether so many values more and the index of so many rows certainly fit.
  [[nodiscard]] bool has_room(std::size_t values, std::uint64_t rows) const;
  [[nodiscard]] Result<Hid> add(std::span<const std::byte> value) { return heap_.add(value); }
  /// See HeapWriter.
  [[nodiscard]] std::span<std::byte> at(Hid hid) { return heap_.at(hid); }
  [[nodiscard]] Result<void> write_complete_blocks(NdbWriter& ndb) {
    return heap_.write_complete_blocks(ndb);
  }

  /// The row index of rows that lie in the order of their ids.
  [[nodiscard]] Result<void> add_row_ids(NdbWriter& ndb, std::span<const std::uint32_t> row_ids);
  /// Where the rows are: a HID, an NID, or 0 for none.
  void set_rows(std::uint32_t hnid);
  [[nodiscard]] Result<DataRef> write(NdbWriter& ndb);

 private:
  Width width_;
  HeapWriter heap_;
  std::optional<BthWriter> row_index_;
  Hid info_;
};

}  // namespace pst
