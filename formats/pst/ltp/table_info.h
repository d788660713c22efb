// The description of a table, as it lies in its heap. [MS-PST] 2.3.4.1.
#pragma once

#include "formats/pst/ltp/heap.h"
#include "formats/pst/ltp/table_context.h"

namespace pst {

/// TCINFO with its columns, for a table without rows (hnidRows 0).
[[nodiscard]] Bytes table_info(const TableLayout& layout, Hid row_index);
/// Sets TCINFO.hnidRows: a HID or an NID.
void set_rows(std::span<std::byte> info, std::uint32_t hnid);

}  // namespace pst
