#include "converters/pages/page_text.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "formats/text/code_page.h"

namespace convert::pages {

bytes::Result<PageText> read_front(const model::Body& body, std::size_t limit) {
  auto stream = body.content->open();
  if (!stream) {
    return bytes::pass_on(stream.error());
  }
  PageText result;
  result.size = body.content->size();
  text::StreamDecoder decoder(body.code_page);
  std::vector<std::byte> piece(std::size_t{64} * 1024);
  for (std::size_t left = limit; left > 0;) {
    const auto got = (*stream)->read(std::span(piece).first(std::min(left, piece.size())));
    if (!got) {
      return tl::unexpected(got.error());
    }
    decoder.decode(std::span(piece).first(*got), *got == 0, result.utf8);
    if (*got == 0) {
      return result;
    }
    left -= *got;
  }
  // What was cut within a character ends before it.
  const auto more = (*stream)->read(std::span(piece).first(1));
  if (!more) {
    return tl::unexpected(more.error());
  }
  result.is_cut = *more != 0;
  if (!result.is_cut) {
    decoder.decode({}, true, result.utf8);
  }
  return result;
}

}  // namespace convert::pages
