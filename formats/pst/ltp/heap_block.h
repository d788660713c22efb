// One block of a heap on a node, while it is filled. [MS-PST] 2.3.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "formats/bytes/little_endian.h"

namespace pst {

class HeapBlock {
 public:
  /// The block `number` of its heap, of at most `capacity` bytes. Its header is zeros.
  HeapBlock(std::size_t number, std::size_t capacity);

  [[nodiscard]] std::size_t number() const { return number_; }
  [[nodiscard]] bool has_room(std::size_t size) const;
  /// `value` is not empty and there is room for it. Its index, from 1.
  std::size_t append(std::span<const std::byte> value);
  [[nodiscard]] std::span<std::byte> item(std::size_t index);
  [[nodiscard]] std::span<std::byte> header();

  /// Writes the page map behind the last allocation. The block's fill level.
  [[nodiscard]] std::uint8_t close();
  /// A block with a successor is full: zeros behind the page map.
  void fill() { bytes_.resize(capacity_); }
  /// After close().
  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

 private:
  [[nodiscard]] std::size_t items() const { return offsets_.size() - 1; }

  std::size_t number_;
  std::size_t capacity_;
  std::vector<std::byte> bytes_;
  std::vector<bytes::u16> offsets_;  // rgibAlloc
};

}  // namespace pst
