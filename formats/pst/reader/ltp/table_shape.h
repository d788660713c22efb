// The columns of a table, and where rows lie; for the sources of this room.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "formats/pst/reader/ltp/heap.h"
#include "formats/pst/reader/ltp/table.h"

namespace pst::reader {

/// [MS-PST] 2.3.4.1 TCINFO, taken apart.
struct TableShape {
  /// In the order of the descriptors.
  std::vector<TableColumn> columns;
  /// For each of them: why its cells cannot be relied on (`usable`) or read at all.
  struct Doubt {
    bytes::Damage why;
    bool usable = false;
  };
  std::vector<std::optional<Doubt>> doubts;
  std::size_t existence = 0;  // rgib[TCI_1b]: where the CEB begins
  std::size_t row_size = 0;   // rgib[TCI_bm]
  Hid row_index;
  std::uint32_t rows = 0;  // hnidRows
  Faults faults;           // of the item they lie in
};

/// Reads the TCINFO that is the root of `heap`; nullopt, with the reason, when it is none.
[[nodiscard]] std::optional<TableShape> read_table_shape(const Heap& heap, bytes::Damage& why);

}  // namespace pst::reader
