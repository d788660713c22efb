#include "formats/bytes/crc.h"

#include <zlib.h>

namespace bytes {

std::uint32_t crc_from_zero(std::span<const std::byte> data) {
  if (data.empty()) {
    return 0;  // zlib takes a null pointer for a wish to begin
  }
  // zlib inverts before and after: what it begins with and what it returns are undone.
  constexpr std::uint32_t kInverted = 0xFFFF'FFFF;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): zlib wants unsigned char.
  const auto* begin = reinterpret_cast<const Bytef*>(data.data());
  return static_cast<std::uint32_t>(::crc32_z(kInverted, begin, data.size())) ^ kInverted;
}

}  // namespace bytes
