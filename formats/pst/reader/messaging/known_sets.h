// Which numbers the published property sets give their names: what a set can be known by.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace pst::reader {

/// Whether `set` (in wire order) is one of the published sets ([MS-OXPROPS] 1.3.2) and `number` one
/// that only this set has names for ([MS-OXPROPS] 2): a set and a number that agree confirm each
/// other, though the bytes of the set lie in a block that is not sound. One wrong byte makes of no
/// published set another one with the same numbers.
[[nodiscard]] bool agree(const std::array<std::byte, 16>& set, std::uint32_t number);
/// Whether `set` is, byte for byte, one that is known, and its names are texts. No other set of
/// such names becomes one of these by one wrong byte.
[[nodiscard]] bool is_set_of_texts(const std::array<std::byte, 16>& set);

}  // namespace pst::reader
