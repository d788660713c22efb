// Writes BTrees on heaps, [MS-PST] 2.3.2, from records in the order of their keys.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "formats/pst/ltp/heap_writer.h"

namespace pst {

/// [MS-PST] 2.3.2.1 cbKey and cbEnt: bytes of a key and of what goes with it.
struct BthShape {
  std::uint8_t key_size = 0;
  std::uint8_t data_size = 0;
};

/// An allocation is added as soon as it is full: the levels of the index come between the leaves.
class BthWriter {
 public:
  /// Adds the header. It changes at finish(), so `heap` must keep it (HeapWriter::at).
  [[nodiscard]] static Result<BthWriter> begin(HeapWriter& heap, BthShape shape);

  [[nodiscard]] Hid header() const { return header_; }
  /// Key and data. Keys ascend, and not twice the same.
  [[nodiscard]] Result<void> append(std::span<const std::byte> record);
  [[nodiscard]] Result<void> finish();

  /// The allocations with the records, in their order; all but the last hold as many as
  /// kLargestHeapItem bytes do.
  [[nodiscard]] const std::vector<Hid>& leaves() const { return leaves_; }

 private:
  BthWriter(HeapWriter& heap, BthShape shape, Hid header);
  [[nodiscard]] std::size_t record_size(std::size_t level) const;
  [[nodiscard]] Result<void> append(std::size_t level, std::span<const std::byte> record);
  [[nodiscard]] Result<Hid> flush(std::size_t level);
  [[nodiscard]] Result<void> flush_into_parent(std::size_t level);

  HeapWriter* heap_;
  BthShape shape_;
  Hid header_;
  std::vector<std::vector<std::byte>> levels_;  // the allocation under way of each, leaves first
  std::vector<Hid> leaves_;
};

}  // namespace pst
