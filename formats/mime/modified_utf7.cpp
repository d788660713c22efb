#include "formats/mime/modified_utf7.h"

#include <algorithm>

#include "formats/bytes/base64.h"
#include "formats/mime/ascii.h"
#include "formats/text/code_page.h"

namespace mime {
namespace {

/// "modified BASE64 is used, with a further modification ... that "," is used instead of "/"", over
/// UTF-16 with the most significant octet first, without padding.
std::string encode_run(std::string_view utf8) {
  std::string utf16 = text::encode_utf16(utf8);
  for (std::size_t i = 0; i + 1 < utf16.size(); i += 2) {
    std::swap(utf16[i], utf16[i + 1]);
  }
  std::string out = bytes::encode_base64(utf16);
  out.erase(out.find_last_not_of('=') + 1);
  std::ranges::replace(out, '/', ',');
  return "&" + out + "-";
}

/// Between '&' and '-'.
std::optional<std::string> decode_run(std::string_view run) {
  std::string base64(run);
  std::ranges::replace(base64, ',', '/');
  constexpr std::size_t kGroup = 4;
  base64.append((kGroup - base64.size() % kGroup) % kGroup, '=');
  auto utf16 = bytes::decode_base64(base64);
  if (!utf16 || utf16->size() % 2 != 0) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < utf16->size(); i += 2) {
    std::swap((*utf16)[i], (*utf16)[i + 1]);
  }
  text::Decoded decoded = text::decode_utf16(*utf16);
  return decoded.undecodable == 0 ? std::optional(std::move(decoded.utf8)) : std::nullopt;
}

}  // namespace

std::string encode_modified_utf7(std::string_view utf8) {
  const auto is_plain = [](char c) { return is_vchar(c) || c == ' '; };
  std::string out;
  while (!utf8.empty()) {
    if (utf8.front() == '&') {
      out += "&-";
      utf8.remove_prefix(1);
    } else if (is_plain(utf8.front())) {
      out += utf8.front();
      utf8.remove_prefix(1);
    } else {
      const auto* const end = std::ranges::find_if(utf8, is_plain);
      const auto run = static_cast<std::size_t>(end - utf8.begin());
      out += encode_run(utf8.substr(0, run));
      utf8.remove_prefix(run);
    }
  }
  return out;
}

std::optional<std::string> decode_modified_utf7(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t mark = std::min(text.find('&'), text.size());
    const std::string_view plain = text.substr(0, mark);
    if (!std::ranges::all_of(plain, [](char c) { return is_vchar(c) || c == ' '; })) {
      return std::nullopt;
    }
    out += plain;
    text.remove_prefix(mark);
    if (text.empty()) {
      break;
    }
    const std::size_t end = text.find('-');
    const auto run =
        end == std::string_view::npos ? std::nullopt : decode_run(text.substr(1, end - 1));
    if (!run) {
      return std::nullopt;
    }
    out += end == 1 ? "&" : *run;
    text.remove_prefix(end + 1);
  }
  return out;
}

}  // namespace mime
