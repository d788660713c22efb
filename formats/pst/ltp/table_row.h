// One row of a table, while its cells are set. [MS-PST] 2.3.4.4.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "formats/pst/ltp/table_context.h"

namespace pst {

/// Used again for row after row. Cells of an absent value are zeros.
class TableRow {
 public:
  /// `layout` must outlive the row.
  explicit TableRow(const TableLayout& layout);

  /// A row of nothing but its two own cells.
  void begin(std::uint32_t row_id, std::uint32_t row_version);
  /// A value that lies in the row itself.
  void set_fixed(std::uint8_t column, std::uint64_t value);
  /// A value that lies elsewhere: its HID or NID, 0 for an empty one.
  void set_hnid(std::uint8_t column, std::uint32_t hnid);

  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

 private:
  void set(const Column& column, std::uint64_t value);

  const TableLayout& layout_;
  std::vector<std::byte> bytes_;
};

}  // namespace pst
