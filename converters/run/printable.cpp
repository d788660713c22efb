#include "converters/run/printable.h"

#include <algorithm>
#include <cstddef>

#include "formats/text/code_page.h"

namespace run {
namespace {

/// How many bytes the sequence has that begins with `lead`; 1 for what begins none.
std::size_t sequence_length(unsigned char lead) {
  if (lead >= 0xF0) {
    return 4;
  }
  if (lead >= 0xE0) {
    return 3;
  }
  return lead >= 0xC2 ? 2 : 1;
}

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
    const auto length =
        std::min(sequence_length(static_cast<unsigned char>(text.front())), text.size());
    const auto character = text.substr(0, length);
    const bool whole = text::is_utf8(character);
    if (whole && !steers(character)) {
      shown += character;
    } else {
      shown += '?';
    }
    text.remove_prefix(whole ? length : 1);
  }
  return shown;
}

}  // namespace run
