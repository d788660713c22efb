// Two bytes choose the code page, the rest is decoded: whole, in two pieces, and back again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>

#include "formats/bytes/byte_source.h"
#include "formats/text/code_page.h"
#include "formats/text/utf8.h"

namespace {

void require(bool law) {
  if (!law) {
    std::abort();
  }
}

text::Decoded in_two_pieces(std::span<const std::byte> data, std::size_t cut,
                            text::CodePageNumber page) {
  text::StreamDecoder decoder(page);
  text::Decoded result;
  decoder.decode(data.first(cut), false, result.utf8);
  decoder.decode(data.subspan(cut), true, result.utf8);
  result.undecodable = decoder.undecodable();
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = std::as_bytes(std::span(data, size));
  const auto pages = text::code_pages();
  const auto at = [&](std::size_t i) { return i < size ? std::size_t{data[i]} : 0; };
  const text::CodePageNumber page = pages[at(0) % pages.size()].number;
  const auto rest = input.subspan(size < 2 ? size : 2);

  const text::Decoded whole = text::decode(rest, page);
  require(text::is_utf8(whole.utf8));
  require(whole == in_two_pieces(rest, rest.empty() ? 0 : at(1) % rest.size(), page));
  if (const auto encoded = text::encode(whole.utf8, page)) {
    require(text::decode(*encoded, page) == text::Decoded{.utf8 = whole.utf8, .undecodable = 0});
  }

  require(text::is_utf8(text::to_nfc(bytes::as_text(rest))));
  require(text::is_utf8(text::fold_case(bytes::as_text(rest))));
  static_cast<void>(text::code_page_by_name(bytes::as_text(rest)));
  return 0;
}
