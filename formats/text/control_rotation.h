// The characters that ICU's IBM tables put on other bytes than Windows does: 1A, 1C, 7F and 5C.
#pragma once

#include "formats/text/code_page.h"

namespace text {

inline constexpr CodePageNumber kIso2022Kr = 50225;

/// IBM's tables read the bytes 1A, 1C and 7F as U+001C, U+007F and U+001A, and the backslash of
/// ISO-2022-KR as a won sign. In none of these pages are the bytes part of a longer sequence, so
/// what came out of ICU can be put right.
[[nodiscard]] constexpr char16_t rotate_out(const CodePage& page, char16_t unit) {
  if (!page.dos && page.number != kIso2022Kr) {
    return unit;
  }
  switch (unit) {
    case 0x1C:
      return 0x1A;
    case 0x7F:
      return 0x1C;
    case 0x1A:
      return 0x7F;
    case 0x20A9:
      return page.number == kIso2022Kr ? u'\\' : unit;
    default:
      return unit;
  }
}

/// The same the other way, for what is about to go into ICU.
[[nodiscard]] constexpr char16_t rotate_in(const CodePage& page, char16_t unit) {
  if (!page.dos && page.number != kIso2022Kr) {
    return unit;
  }
  switch (unit) {
    case 0x1A:
      return 0x1C;
    case 0x1C:
      return 0x7F;
    case 0x7F:
      return 0x1A;
    case u'\\':
      return page.number == kIso2022Kr ? char16_t{0x20A9} : unit;
    default:
      return unit;
  }
}

}  // namespace text
