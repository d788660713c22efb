#include "formats/bytes/record_fields.h"

#include "formats/bytes/hex.h"

namespace bytes {

std::string number_text(std::uint64_t value, std::size_t width) {
  return "0x" + hex_number(value, static_cast<unsigned>(2 * width)) + " (" + std::to_string(value) +
         ")";
}

std::string character_text(std::span<const std::byte> text) {
  std::string shown;
  for (const auto each : text) {
    const auto code = std::to_integer<unsigned char>(each);
    if (code == 0) {
      break;
    }
    if (code == '\\') {
      shown += "\\\\";
    } else if (code >= 0x20 && code < 0x7F) {
      shown += static_cast<char>(code);
    } else {
      shown += "\\x" + hex_number(code, 2);
    }
  }
  return shown;
}

}  // namespace bytes
