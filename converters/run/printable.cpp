#include "converters/run/printable.h"

#include <algorithm>
#include <cstddef>

#include "formats/text/utf8.h"

namespace run {
namespace {

bool steers(std::string_view character) {
  const auto byte = [character](std::size_t at) {
    return static_cast<unsigned char>(character[at]);
  };
  if (character.size() == 1) {
    return byte(0) < 0x20 || byte(0) >= 0x7F;
  }
  if (character.size() == 2) {
    return byte(0) == 0xC2 && byte(1) < 0xA0;  // U+0080...U+009F
  }
  // U+2028...U+202E and U+2066...U+2069.
  return character.size() == 3 && byte(0) == 0xE2 &&
         ((byte(1) == 0x80 && byte(2) >= 0xA8 && byte(2) <= 0xAE) ||
          (byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9));
}

}  // namespace

std::string printable(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const std::size_t length = text::utf8_length(text);
    const auto character = text.substr(0, length);
    if (length > 0 && !steers(character)) {
      shown += character;
    } else {
      shown += '?';
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return shown;
}

}  // namespace run
