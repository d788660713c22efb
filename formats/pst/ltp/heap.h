// What the reader and the writer of heaps on nodes share. [MS-PST] 2.3.1.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>

#include "formats/pst/ltp/disk.h"

namespace pst {

/// [MS-PST] 2.3.1.1 HID: an allocation of a heap. 0 is "no value".
struct Hid {
  std::uint32_t value = 0;
  [[nodiscard]] bool none() const { return value == 0; }
  friend auto operator<=>(const Hid&, const Hid&) = default;
};

/// [MS-PST] 2.3.1.2 bClientSig.
enum class HeapClient : std::uint8_t {
  TableContext = 0x7C,
  IdMap = 0x9C,
  PropertyContext = 0xBC,
  MessageIndex = 0xCC,
};

/// [MS-PST] 2.3.3.2: a larger value goes to a subnode.
inline constexpr std::size_t kLargestHeapItem = 3580;
/// [MS-PST] 2.3.1.1: hidIndex has 11 bits, 0 is none.
inline constexpr std::size_t kMostItemsOfBlock = 2047;
/// [MS-PST] 2.3.1.1: hidBlockIndex has 16 bits.
inline constexpr std::size_t kMostHeapBlocks = 65536;

/// `block` counts from 0, `index` from 1.
[[nodiscard]] constexpr Hid make_hid(std::size_t block, std::size_t index) {
  return {.value = static_cast<std::uint32_t>((block << 16U) | (index << 5U))};
}
[[nodiscard]] constexpr std::size_t hid_block(Hid hid) { return hid.value >> 16U; }
[[nodiscard]] constexpr std::size_t hid_index(Hid hid) { return (hid.value >> 5U) & 0x7FFU; }

/// The block whose header holds the fill level of `block`: 0, 8, 136, 264 …
[[nodiscard]] constexpr std::size_t fill_level_owner(std::size_t block) {
  return block < 8 ? 0 : 8 + (block - 8) / 128 * 128;
}

/// [MS-PST] 2.3.1.2 to 2.3.1.4: the bytes in front of a block's first allocation.
[[nodiscard]] constexpr std::size_t heap_header_size(std::size_t block) {
  if (block == 0) {
    return sizeof(disk::HNHDR);
  }
  return fill_level_owner(block) == block ? sizeof(disk::HNBITMAPHDR) : sizeof(disk::HNPAGEHDR);
}

/// [MS-PST] 2.3.1.2 rgbFillLevel: FILL_LEVEL_EMPTY to FILL_LEVEL_FULL for so many free bytes.
[[nodiscard]] constexpr std::uint8_t fill_level(std::size_t free) {
  constexpr std::array<std::size_t, 15> kAtLeast = {3584, 2560, 2048, 1792, 1536, 1280, 1024, 768,
                                                    512,  256,  128,  64,   32,   16,   8};
  const auto* const level =
      std::ranges::find_if(kAtLeast, [free](std::size_t least) { return free >= least; });
  return static_cast<std::uint8_t>(level - kAtLeast.begin());
}

}  // namespace pst
