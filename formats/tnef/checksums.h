// The checksums of a TNEF stream, [MS-OXTNEF] 2.1.2: the sum of the bytes modulo 65,536.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tnef {

/// Of any piece of `data` in bounded time, so that looking for an attribute at every byte of a
/// wrecked stream takes time in its size. `data` must outlive it.
class Checksums {
 public:
  explicit Checksums(std::span<const std::byte> data);

  [[nodiscard]] std::uint16_t of(std::size_t begin, std::size_t length) const;

 private:
  /// Of everything before `end`.
  [[nodiscard]] std::uint32_t before(std::size_t end) const;

  std::span<const std::byte> data_;
  std::vector<std::uint16_t> at_blocks_;  // of everything before each block
};

}  // namespace tnef
