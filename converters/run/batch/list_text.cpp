#include "converters/run/batch/list_text.h"

#include <span>

#include "formats/text/byte_order_mark.h"
#include "formats/text/utf8.h"

namespace run::batch {
namespace {

ListText from_utf16(std::string_view units) {
  return {.bytes = text::decode_utf16(std::as_bytes(std::span(units))).utf8, .converted = true};
}

}  // namespace

ListText list_text(std::string_view bytes, text::CodePageNumber charset) {
  const auto mark = text::byte_order_mark(bytes);
  const auto content = bytes.substr(mark.size);
  if (mark.code_page == text::kUtf16) {
    return from_utf16(content);
  }
  if (mark.code_page == text::kUtf16BigEndian) {
    return from_utf16(text::swapped_utf16(content));
  }
  ListText result;
  result.skipped = mark.size;
  auto rest = content;
  while (!rest.empty() && rest.back() == '\x1A') {
    rest.remove_suffix(1);
  }
  result.bytes = rest;
  const bool is_marked = result.skipped != 0;
  if (!is_marked && !text::is_utf8(rest)) {
    result.page = charset == 0 ? text::kWindows1252 : charset;
  }
  return result;
}

}  // namespace run::batch
