// The cyclic transform of [MS-PST] 5.2, which Microsoft Mail's stores use, too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace bytes {

/// Enciphers and deciphers, in place: it is its own inverse. `key` is that of the first byte, and
/// counted up, modulo 64 Ki, byte by byte.
void apply_cyclic(std::span<std::byte> data, std::uint16_t key);

}  // namespace bytes
