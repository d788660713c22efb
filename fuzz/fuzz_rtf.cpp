// The input as RTF, as compressed RTF with what follows from it, and as text to compress.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>
#include <vector>

#include "formats/bytes/byte_source.h"
#include "formats/text/code_page.h"
#include "formats/text/rtf_compression.h"
#include "formats/text/rtf_text.h"
#include "formats/text/utf8.h"

namespace {

void require(bool law) {
  if (!law) {
    std::abort();
  }
}

void read(std::string_view rtf) {
  bytes::DamageLog damage;
  require(text::is_utf8(text::read_rtf(rtf, damage).utf8));
}

void decompress(std::span<const std::byte> input) {
  bytes::DamageLog damage;
  if (const auto rtf = text::decompress_rtf(input, damage)) {
    require(rtf->size() <= input.size() * 8);
    read(*rtf);
  }
}

/// So that the decompressor is reached without knowing its magic number.
std::vector<std::byte> with_header(std::span<const std::byte> input) {
  std::vector<std::byte> result(16);
  const std::string_view magic = "LZFu";
  std::ranges::copy(std::as_bytes(std::span(magic)), result.begin() + 8);
  result.insert(result.end(), input.begin(), input.end());
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = std::as_bytes(std::span(data, size));
  const std::string_view rtf = bytes::as_text(input);
  read(rtf);

  decompress(input);
  decompress(with_header(input));

  bytes::DamageLog none;
  require(text::decompress_rtf(text::compress_rtf(rtf), none) == rtf);
  require(none.total() == 0);
  return 0;
}
