#include "formats/text/byte_order_mark.h"

#include <utility>

namespace text {

ByteOrderMark byte_order_mark(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    return {.code_page = kUtf8, .size = 3};
  }
  if (bytes.starts_with("\xFF\xFE")) {
    return {.code_page = kUtf16, .size = 2};
  }
  return bytes.starts_with("\xFE\xFF") ? ByteOrderMark{.code_page = kUtf16BigEndian, .size = 2}
                                       : ByteOrderMark();
}

std::string swapped_utf16(std::string_view units) {
  std::string out(units);
  for (std::size_t i = 0; i + 1 < out.size(); i += 2) {
    std::swap(out[i], out[i + 1]);
  }
  return out;
}

}  // namespace text
