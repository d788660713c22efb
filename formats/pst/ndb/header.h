// The header of a finished PST, [MS-PST] 2.2.2.6.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "formats/pst/ndb/btree_writer.h"
#include "formats/pst/ndb/section_writer.h"
#include "formats/pst/ndb/width.h"

namespace pst {

struct HeaderFields {
  Encoding encoding = Encoding::Permute;
  std::uint64_t next_block = 0;              // bidNextB
  std::uint64_t next_page = 0;               // bidNextP
  std::uint32_t next_row_version = 0;        // dwUnique
  std::array<std::uint32_t, 32> counters{};  // rgnid
  BlockRef nodes;                            // BREFNBT
  BlockRef blocks;                           // BREFBBT
  SectionWriter::Totals totals;
};

/// Everything before the first section: the header and the DList page.
[[nodiscard]] std::vector<std::byte> header_area(const HeaderFields& fields, Width width);

}  // namespace pst
