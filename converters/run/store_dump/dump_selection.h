// What a selection comes to in a format whose structures have no ids of their own.
#pragma once

#include "converters/run/store_dump/store_dump.h"
#include "formats/bytes/extents.h"

namespace run {

/// The bytes of which a record must have some: those that storemap gives the item, or the one at
/// the offset. Empty: all are wanted. Unsupported for a node or an object, NotThisFormat for what
/// is not there.
[[nodiscard]] bytes::Result<bytes::Extents> selected_bytes(const Source& source,
                                                           const DumpOptions& options);

/// NotThisFormat when `offset` lies behind the end of the file.
[[nodiscard]] bytes::Result<void> check_offset(const Source& source, std::uint64_t offset);

/// The number behind `word` in an item's id: of "nid 0x21" with "nid " 0x21; nullopt for another
/// id.
[[nodiscard]] std::optional<std::uint64_t> number_of_item(std::string_view item,
                                                          std::string_view word);

/// "node 0x21"; empty when nothing is selected.
[[nodiscard]] std::string selection_text(const DumpSelection& selection);

}  // namespace run
