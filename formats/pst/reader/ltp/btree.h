// Reads B-trees on heaps, [MS-PST] 2.3.2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "formats/pst/reader/fault.h"
#include "formats/pst/reader/ltp/heap.h"

namespace pst::reader {

struct BthShape {
  std::uint8_t key_size = 0;   // cbKey
  std::uint8_t data_size = 0;  // cbEnt
};

/// Whether every record was met, and if not, what stands for those that were not: a missing or
/// unsound item (BTHHEADER.*, BTH.hidNextLevel), more than kMostBthRecords.
struct BthResult {
  BthShape shape;
  Faults faults;
};

/// Calls `visit` with each record (key, data, and the item it lies in) of the tree whose header is
/// `header`, in the order in which they lie in the leaves. Each item is read once, to
/// kMostBthLevels. Keys that do not ascend are a note; a leaf that is no multiple of a record ends
/// in a fault. A `visit` that returns false ends the walk.
BthResult read_bth(
    const Heap& heap, Hid header,
    const std::function<bool(std::span<const std::byte> key, std::span<const std::byte> data,
                             const HeapItem& item)>& visit);

}  // namespace pst::reader
