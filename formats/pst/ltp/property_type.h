// Where values of a type lie in a property context and in a table. [MS-PST] 2.3.3.3, 2.3.4.2.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pst {

/// Bytes of a value that lies in the record of a property context itself; 0 for all other types,
/// whose record has a HID or an NID.
[[nodiscard]] constexpr std::size_t inline_size(std::uint16_t type) {
  switch (type) {
    case 0x000B:  // PtypBoolean
      return 1;
    case 0x0002:  // PtypInteger16
      return 2;
    case 0x0003:  // PtypInteger32
    case 0x0004:  // PtypFloating32
    case 0x000A:  // PtypErrorCode
      return 4;
    default:
      return 0;
  }
}

/// Bytes of a value that lies in the row of a table itself; 0 for all other types, whose cell has a
/// HID or an NID.
[[nodiscard]] constexpr std::size_t fixed_cell_size(std::uint16_t type) {
  switch (type) {
    case 0x0005:  // PtypFloating64
    case 0x0006:  // PtypCurrency
    case 0x0007:  // PtypFloatingTime
    case 0x0014:  // PtypInteger64
    case 0x0040:  // PtypTime
      return 8;
    default:
      return inline_size(type);
  }
}

/// [MS-PST] 2.3.4.2 cbData.
[[nodiscard]] constexpr std::size_t cell_size(std::uint16_t type) {
  constexpr std::size_t kHnidSize = 4;
  const auto fixed = fixed_cell_size(type);
  return fixed != 0 ? fixed : kHnidSize;
}

/// Whether a value of so many bytes holds `value`.
[[nodiscard]] constexpr bool fits(std::uint64_t value, std::size_t size) {
  return size >= sizeof(value) || value >> (size * 8) == 0;
}

}  // namespace pst
