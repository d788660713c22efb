#include "converters/run/batch/list_text.h"

#include <algorithm>
#include <span>
#include <utility>

#include "formats/text/utf8.h"

namespace run::batch {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kUtf16Mark = "\xFF\xFE";
constexpr std::string_view kUtf16BigMark = "\xFE\xFF";

ListText from_utf16(std::string_view units, bool big_endian) {
  std::string little(units);
  for (std::size_t i = 0; big_endian && i + 1 < little.size(); i += 2) {
    std::swap(little[i], little[i + 1]);
  }
  return {.bytes = text::decode_utf16(std::as_bytes(std::span(little))).utf8, .converted = true};
}

}  // namespace

ListText list_text(std::string_view bytes, text::CodePageNumber charset) {
  if (bytes.starts_with(kUtf16Mark) || bytes.starts_with(kUtf16BigMark)) {
    return from_utf16(bytes.substr(2), bytes.starts_with(kUtf16BigMark));
  }
  ListText result;
  if (bytes.starts_with(kUtf8Mark)) {
    result.skipped = kUtf8Mark.size();
  }
  auto rest = bytes.substr(result.skipped);
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
