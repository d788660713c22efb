// What the first bytes of a text file say of its encoding.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "formats/text/code_page.h"

namespace text {

/// Windows' number of UTF-16 with the high byte first; no page of that number can be decoded.
inline constexpr CodePageNumber kUtf16BigEndian = 1201;

struct ByteOrderMark {
  CodePageNumber code_page = 0;  // kUtf8, kUtf16 or kUtf16BigEndian; 0: there is no mark
  std::size_t size = 0;          // bytes
  friend bool operator==(const ByteOrderMark&, const ByteOrderMark&) = default;
};

/// U+FEFF at the begin of `bytes` (The Unicode Standard 23.8).
[[nodiscard]] ByteOrderMark byte_order_mark(std::string_view bytes);

/// Two bytes of each unit the other way round: from kUtf16BigEndian to kUtf16. A last byte that
/// stands alone stays.
[[nodiscard]] std::string swapped_utf16(std::string_view units);

}  // namespace text
