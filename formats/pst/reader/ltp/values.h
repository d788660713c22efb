// From records, HNIDs and cells to values; for the sources of this room.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "formats/pst/reader/ltp/heap.h"
#include "formats/pst/reader/ltp/record.h"
#include "formats/pst/reader/ndb/subnodes.h"

namespace pst::reader {

/// The single values in `data`, the stored form of a property of multiple-valued `type` ([MS-PST]
/// 2.3.3.4). nullopt when the type is unknown or the offsets do not lie in order within the data.
[[nodiscard]] std::optional<std::vector<std::vector<std::byte>>> split_multi_value(
    std::uint32_t type, std::span<const std::byte> data);

/// Where values that do not lie in the record itself are looked for.
struct ValueSource {
  const Heap& heap;
  const SubnodeTree& subnodes;
};

/// [MS-PST] 2.3.3.2 HNID: the value of `entry` (id and type are set) is read from the heap item or
/// the subnode that `hnid` names; 0 is an empty value. `carrier` is the block the HNID lies in: its
/// faults are the entry's. nullopt: there is no such value, for the reason told. Fixed sizes that
/// are not the type's (PC.value) and multiple values that cannot be told apart (kept as one) are
/// faults of the entry.
[[nodiscard]] std::optional<MissingEntry> read_value(const ValueSource& source, std::uint32_t hnid,
                                                     const HeapItem& carrier, Entry& entry);

}  // namespace pst::reader
