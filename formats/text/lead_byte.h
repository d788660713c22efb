// The code pages of one and two bytes.
#pragma once

#include "formats/text/code_page.h"

namespace text {

/// Whether `byte` is the first of two in `page`: one of 932, 936, 949, 950 and 54936. The second
/// may look like any ASCII character behind `?`.
[[nodiscard]] constexpr bool is_lead_byte(char byte, CodePageNumber page) {
  const auto value = static_cast<unsigned char>(byte);
  constexpr CodePageNumber kShiftJis = 932;
  constexpr CodePageNumber kGbk = 936;
  constexpr CodePageNumber kKorean = 949;
  constexpr CodePageNumber kBig5 = 950;
  constexpr CodePageNumber kGb18030 = 54936;
  switch (page) {
    case kShiftJis:
      return (value >= 0x81 && value <= 0x9F) || (value >= 0xE0 && value <= 0xFC);
    case kGbk:
    case kKorean:
    case kBig5:
    case kGb18030:
      return value >= 0x81 && value <= 0xFE;
    default:
      return false;
  }
}

}  // namespace text
