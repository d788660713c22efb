// Where one wrong byte lies, by what it did to a checksum.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace pst::reader {

struct WrongByte {
  std::size_t at = 0;
  std::byte error{};  // XORed, it makes the byte right

  friend bool operator==(const WrongByte&, const WrongByte&) = default;
};

/// The one change of one of `size` bytes that changes their checksum ([MS-PST] 5.3) by `difference`
/// (right XOR wrong); nullopt when there is none, or more than one. Other damage is taken for such
/// a byte with a chance of 255 * size in 2^32.
[[nodiscard]] std::optional<WrongByte> find_wrong_byte(std::size_t size, std::uint32_t difference);

}  // namespace pst::reader
