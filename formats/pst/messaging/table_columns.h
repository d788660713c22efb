// The columns of the tables of a PST, [MS-PST] 2.4.4.4 to 2.4.8 and FORMAT.md 4.1.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "formats/pst/ltp/table_context.h"
#include "formats/pst/ndb/width.h"

namespace pst {

/// Which template a table follows.
enum class TableKind : std::uint8_t {
  Hierarchy,           // 0x60D
  Contents,            // 0x60E
  AssociatedContents,  // 0x60F
  SearchContents,      // 0x610
  Attachments,         // 0x671
  Recipients,          // 0x692
  ChangeHistory,       // 0x6B6
  Replication,         // 0x6D7
  ChangeTracking,      // 0x6F8
  ReceiveFolder,       // 0x62B
  OutgoingQueue,       // 0x64C
};

/// In the order that their places in a row follow from, text in the type of `width`.
[[nodiscard]] std::vector<ColumnTag> template_columns(TableKind kind, Width width);

/// 0x001F becomes 0x001E and 0x101F becomes 0x101E in an ANSI file; other types stay.
[[nodiscard]] std::uint16_t type_in(Width width, std::uint16_t unicode_type);

}  // namespace pst
