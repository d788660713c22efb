// The input as HTML: its text is UTF-8 when the input is, and no longer than twice the input.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "formats/bytes/byte_source.h"
#include "formats/text/html_text.h"
#include "formats/text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto html = bytes::as_text(std::as_bytes(std::span(data, size)));

  const std::string result = text::html_text(html);

  if (result.size() > 2 * html.size() + 2 || (text::is_utf8(html) && !text::is_utf8(result))) {
    std::abort();
  }
  return 0;
}
