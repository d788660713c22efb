// Writes table contexts, [MS-PST] 2.3.4: the rows of a table over a heap.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "formats/pst/ltp/property_context.h"
#include "formats/pst/ndb/ndb_writer.h"

namespace pst {

/// [MS-PST] 2.3.4.2 TCOLDESC, without the tag's halves joined.
struct Column {
  std::uint16_t id = 0;
  std::uint16_t type = 0;
  std::uint16_t offset = 0;  // ibData, in the row
  std::uint8_t size = 0;     // cbData: 1, 2, 4 or 8
  std::uint8_t bit = 0;      // iBit, in the cell existence block; the column's number here
};

struct ColumnTag {
  std::uint16_t id = 0;
  std::uint16_t type = 0;
  friend bool operator==(const ColumnTag&, const ColumnTag&) = default;
};

inline constexpr std::size_t kMostColumns = 255;        // [MS-PST] 2.3.4.1 cCols
inline constexpr std::uint64_t kMostAnsiRows = 65'536;  // 2.3.4.3.1: row numbers have 16 bits

inline constexpr std::uint16_t kLtpRowId = 0x67F2;       // PidTagLtpRowId
inline constexpr std::uint16_t kLtpRowVersion = 0x67F3;  // PidTagLtpRowVer

/// Where the cells of a row lie. Columns are laid out in the order in which they are given, first
/// those of 8 and 4 bytes, then 2, then 1 (FORMAT.md 3.3): a layout that begins with a template's
/// columns keeps their places.
class TableLayout {
 public:
  /// `tags` begins with kLtpRowId and kLtpRowVersion; at most kMostColumns, each id once.
  explicit TableLayout(std::span<const ColumnTag> tags);

  /// In the order given: columns()[i].bit == i.
  [[nodiscard]] std::span<const Column> columns() const { return columns_; }
  /// nullptr when the table has no such column.
  [[nodiscard]] const Column* find(std::uint16_t id) const;
  [[nodiscard]] std::size_t end_of_4_byte_cells() const { return ends_[0]; }  // rgib[TCI_4b]
  [[nodiscard]] std::size_t end_of_2_byte_cells() const { return ends_[1]; }  // rgib[TCI_2b]
  [[nodiscard]] std::size_t end_of_1_byte_cells() const { return ends_[2]; }  // rgib[TCI_1b]
  [[nodiscard]] std::size_t row_size() const { return ends_[3]; }             // rgib[TCI_bm]

 private:
  std::vector<Column> columns_;
  struct Place {
    std::uint16_t id = 0;
    std::uint8_t column = 0;
  };
  std::vector<Place> by_id_;
  std::size_t ends_[4] = {};  // NOLINT(*-avoid-c-arrays)
};

/// One cell of a row; a column without one has no value. The number holds values of up to 8 bytes,
/// little-endian; what a fixed column of the type has no room for is a caller's bug.
struct Cell {
  std::uint8_t column = 0;  // its number, Column::bit
  /// Bytes: of a variable value, in the heap, or beyond kLargestHeapItem in a subnode of the table;
  /// empty ones are HNID 0. DataRef: data that has been written, in a subnode.
  std::variant<std::uint64_t, std::span<const std::byte>, DataRef> value;
};

/// A written table: what its node, or the entry of its subnode, points at.
struct WrittenTable {
  DataRef data;
  Bid subnodes;
  std::uint64_t subnode_size = 0;  // bytes of the data of the subnodes
};

/// Rows are written as they come: memory grows by 4 bytes a row, and 8 for each block written.
class TableContextWriter {
 public:
  /// Both must outlive the writer.
  TableContextWriter(NdbWriter& ndb, const TableLayout& layout);
  TableContextWriter(const TableContextWriter&) = delete;
  TableContextWriter(TableContextWriter&&) = delete;
  TableContextWriter& operator=(const TableContextWriter&) = delete;
  TableContextWriter& operator=(TableContextWriter&&) = delete;
  ~TableContextWriter();

  /// Row ids ascend. `cells` are without the two of kLtpRowId and kLtpRowVersion, in any order, no
  /// column twice. LimitExceeded for the 65,537th row of an ANSI table ([MS-PST] 2.3.4.3.1) and for
  /// what the heap or the rows have no room for; the table is as it was, and can be finished.
  [[nodiscard]] Result<void> add_row(std::uint32_t row_id, std::uint32_t row_version,
                                     std::span<const Cell> cells);
  [[nodiscard]] std::uint64_t rows() const;
  [[nodiscard]] Result<WrittenTable> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace pst
