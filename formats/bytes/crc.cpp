#include "formats/bytes/crc.h"

#include <zlib.h>

namespace bytes {

std::uint32_t crc_from_zero(std::span<const std::byte> data) {
  // zlib inverts before and after: what it begins with and what it returns are undone.
  constexpr std::uint32_t kInverted = 0xFFFF'FFFF;
  return crc32(data, kInverted) ^ kInverted;
}

std::uint32_t crc32(std::span<const std::byte> data, std::uint32_t so_far) {
  if (data.empty()) {
    return so_far;  // zlib takes a null pointer for a wish to begin
  }
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): zlib wants unsigned char.
  const auto* begin = reinterpret_cast<const Bytef*>(data.data());
  return static_cast<std::uint32_t>(::crc32_z(so_far, begin, data.size()));
}

}  // namespace bytes
