// What was written over mail, in words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "formats/bytes/hex.h"

namespace convert::mime {

/// "512 bytes at 0x190 are zeros", "… are 0xF6"; without a `fill`: "… are no header fields".
[[nodiscard]] inline std::string overwritten_text(std::uint64_t offset, std::uint64_t length,
                                                  std::optional<unsigned char> fill) {
  const bool is_one = length == 1;
  std::string text = std::to_string(length) + (is_one ? " byte at " : " bytes at ") +
                     bytes::hex_offset(offset) + (is_one ? " is " : " are ");
  if (!fill) {
    return text + (is_one ? "no header field" : "no header fields");
  }
  constexpr unsigned kDigits = 2;
  return text + (*fill != 0 ? "0x" + bytes::hex_number(*fill, kDigits) : is_one ? "zero" : "zeros");
}

}  // namespace convert::mime
