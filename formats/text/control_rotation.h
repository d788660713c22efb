// The three control characters that ICU's IBM tables rotate: 1A, 1C and 7F.
#pragma once

#include "formats/text/code_page.h"

namespace text {

/// IBM's tables read the bytes 1A, 1C and 7F as U+001C, U+007F and U+001A. In no multi-byte page
/// are these bytes part of a longer sequence, so what came out of ICU can be put right.
[[nodiscard]] constexpr char16_t rotate_out(const CodePage& page, char16_t unit) {
  if (!page.dos) {
    return unit;
  }
  switch (unit) {
    case 0x1C:
      return 0x1A;
    case 0x7F:
      return 0x1C;
    case 0x1A:
      return 0x7F;
    default:
      return unit;
  }
}

/// The same the other way, for what is about to go into ICU.
[[nodiscard]] constexpr char16_t rotate_in(const CodePage& page, char16_t unit) {
  if (!page.dos) {
    return unit;
  }
  switch (unit) {
    case 0x1A:
      return 0x1C;
    case 0x1C:
      return 0x7F;
    case 0x7F:
      return 0x1A;
    default:
      return unit;
  }
}

}  // namespace text
