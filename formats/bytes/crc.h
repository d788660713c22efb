// CRC-32 of the reflected polynomial EDB88320: as Microsoft's mail formats have it, and as gzip has
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace bytes {

/// [MS-PST] 5.3, [MS-OXRTFCP] 2.1.3.2: begun with 0 and not inverted at the end.
[[nodiscard]] std::uint32_t crc_from_zero(std::span<const std::byte> data);

/// RFC 1952 section 8, inverted before and after: of `data` behind bytes whose value is `so_far`
/// (0: behind none).
[[nodiscard]] std::uint32_t crc32(std::span<const std::byte> data, std::uint32_t so_far = 0);

}  // namespace bytes
