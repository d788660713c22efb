// The input as the HTML text of a mail: nothing comes out of the filter that acts or loads
// anything.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>

#include "converters/pages/harmless_html.h"
#include "converters/pages/html_tokens.h"
#include "formats/bytes/byte_source.h"
#include "formats/text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto html = bytes::as_text(std::as_bytes(std::span(data, size)));
  const auto no_picture = [](const std::string& /*content_id*/) { return std::string(); };

  const auto once = convert::pages::harmless_html(html, no_picture);
  const auto again = convert::pages::harmless_html(once.html, no_picture);

  if (!text::is_utf8(once.html) && text::is_utf8(html)) {
    std::abort();
  }
  if (again.active != 0 || again.remote != 0) {
    std::abort();
  }
  convert::pages::HtmlTokens tokens(once.html);
  while (const auto token = tokens.next()) {
    if (token->tag &&
        (token->tag->name == "script" || token->tag->find("href").value_or("#").front() != '#')) {
      std::abort();
    }
  }
  return 0;
}
