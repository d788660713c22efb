// The CRC of Microsoft's mail formats.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace bytes {

/// [MS-PST] 5.3, [MS-OXRTFCP] 2.1.3.2: CRC-32 of the reflected polynomial EDB88320, begun with 0
/// and not inverted at the end (unlike zlib's).
[[nodiscard]] std::uint32_t crc_from_zero(std::span<const std::byte> data);

}  // namespace bytes
