// Base64: RFC 4648 section 4, and the lines of RFC 2045 6.8.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bytes {

inline constexpr std::size_t kBase64LineBytes = 57;  // RFC 2045 6.8: lines of at most 76 characters

/// How many characters encode_base64_lines() writes for `bytes` bytes.
[[nodiscard]] constexpr std::size_t base64_lines_size(std::size_t bytes) {
  return (bytes + 2) / 3 * 4 + (bytes + kBase64LineBytes - 1) / kBase64LineBytes * 2;
}

/// Encodes `data` to `out` as lines of 76 characters, each (the last, too) ended by CRLF, and
/// returns how many characters that were: base64_lines_size(data.size()), for which `out` has room.
/// Pieces whose sizes are multiples of kBase64LineBytes may be encoded one after the other.
std::size_t encode_base64_lines(std::span<const std::byte> data, char* out);

/// Without line ends, with padding.
[[nodiscard]] std::string encode_base64(std::span<const std::byte> data);
[[nodiscard]] std::string encode_base64(std::string_view data);

/// Strict: nullopt for other characters, incomplete padding, unused bits that are not zero.
[[nodiscard]] std::optional<std::vector<std::byte>> decode_base64(std::string_view text);

}  // namespace bytes
