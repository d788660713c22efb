// Full lines of base64, sixteen characters at a time, where the processor can.
#pragma once

#include <cstddef>
#include <span>

namespace bytes {

/// Whether encode_full_lines() may be called: x86 with SSSE3.
[[nodiscard]] bool has_vector_base64();

/// As encode_base64_lines() for `data`, a multiple of kBase64LineBytes.
void encode_full_lines(std::span<const std::byte> data, char* out);

}  // namespace bytes
