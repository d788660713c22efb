// Reads table contexts, [MS-PST] 2.3.4.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "formats/bytes/result.h"
#include "formats/pst/reader/ltp/heap.h"
#include "formats/pst/reader/ltp/record.h"
#include "formats/pst/reader/ndb/subnodes.h"

namespace pst::reader {

inline constexpr std::uint16_t kRowId = 0x67F2;  // PidTagLtpRowId

/// [MS-PST] 2.3.4.2 TCOLDESC.
struct TableColumn {
  std::uint16_t id = 0;
  std::uint16_t type = 0;
  std::uint16_t offset = 0;  // ibData
  std::uint8_t size = 0;     // cbData
  std::uint8_t bit = 0;      // iBit
};

/// A table: the ids of its rows are in memory (8 bytes a row), the rows are not.
class Table {
 public:
  /// The table in `node`. An Error (NotThisFormat) when there is no heap of a table, no TCINFO or
  /// no row matrix where rows are announced.
  ///
  /// Rows are those that the row index names and the matrix has, in the order of their ids. A row
  /// whose index entry points elsewhere is found by its id in the matrix; when the index itself
  /// cannot be read, or not all of it, every row of the matrix whose id cell is set is taken. What
  /// is wrong with the list is in faults().
  [[nodiscard]] static bytes::Result<Table> open(const NdbPtr& ndb, const NodeRef& node);

  [[nodiscard]] const std::vector<TableColumn>& columns() const { return columns_; }
  [[nodiscard]] std::size_t row_count() const { return rows_.size(); }
  /// PidTagLtpRowId: the node id of the row's object, in hierarchy, contents and attachment tables.
  [[nodiscard]] std::uint32_t row_id(std::size_t row) const { return rows_[row].id; }
  /// Why row ids, their number or their order may not be what was written; in tables whose rows
  /// were found by another way, too. Not what is wrong with cells.
  [[nodiscard]] const Faults& faults() const { return faults_; }

  /// The cells of a row that have a value (CEB), 67F2 and 67F3 included, by column. A column that
  /// lies outside the row, or on another's bytes, is missing from every row.
  [[nodiscard]] RecordSet read_row(std::size_t row) const;

 private:
  struct Row {
    std::uint32_t id = 0;
    std::uint32_t position = 0;  // in the matrix
  };
  struct State;
  Table() = default;

  std::vector<TableColumn> columns_;
  std::vector<Row> rows_;
  Faults faults_;
  std::shared_ptr<const State> state_;
};

}  // namespace pst::reader
