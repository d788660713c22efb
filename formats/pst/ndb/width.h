// The two widths of a PST, and what they change.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pst {

/// [MS-PST] 2.2.2.6 wVer: 14 is ANSI, 23 is Unicode (both with pages of 512 bytes).
enum class Width : std::uint8_t { Ansi, Unicode };

/// [MS-PST] 2.2.2.6 bCryptMethod.
enum class Encoding : std::uint8_t { None = 0, Permute = 1, Cyclic = 2 };

inline constexpr std::size_t kPageSize = 512;       // [MS-PST] 2.2.2.7
inline constexpr std::size_t kBlockAlignment = 64;  // [MS-PST] 2.2.2.8
inline constexpr std::size_t kLargestBlock = 8192;  // with padding and trailer

/// [MS-PST] 2.2.2.8.1: the data of a block, without its trailer of 16 or 12 bytes.
[[nodiscard]] constexpr std::size_t largest_block_data(Width width) {
  return width == Width::Unicode ? 8176 : 8180;
}
[[nodiscard]] constexpr std::size_t block_trailer_size(Width width) {
  return width == Width::Unicode ? 16 : 12;
}
/// [MS-PST] 2.2.2.8.3.2: data blocks an XBLOCK names (and XBLOCKs an XXBLOCK).
[[nodiscard]] constexpr std::size_t largest_xblock(Width width) {
  return width == Width::Unicode ? 1021 : 2043;
}

}  // namespace pst
