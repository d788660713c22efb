#include "formats/bytes/crc.h"

#include <libdeflate.h>

namespace bytes {

std::uint32_t crc_from_zero(std::span<const std::byte> data) {
  // libdeflate inverts before and after: what it begins with and what it returns are undone.
  constexpr std::uint32_t kInverted = 0xFFFF'FFFF;
  return crc32(data, kInverted) ^ kInverted;
}

std::uint32_t crc32(std::span<const std::byte> data, std::uint32_t so_far) {
  // With a null pointer libdeflate would begin anew.
  return data.empty() ? so_far : libdeflate_crc32(so_far, data.data(), data.size());
}

}  // namespace bytes
