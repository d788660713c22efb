#include "converters/mime/html_references.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "formats/mime/ascii.h"

namespace convert::mime {
namespace {

constexpr std::string_view kScheme = "cid:";
// RFC 5322 2.1.1: a Content-ID stands on a line of at most 998 octets; as a URL each can take
// three.
constexpr std::size_t kMaxEncodedId = 3UL * 998;

std::optional<unsigned> hex_digit(char c) {
  if (::mime::is_digit(c)) {
    return static_cast<unsigned>(c - '0');
  }
  const char lower = ::mime::to_lower(c);
  return lower >= 'a' && lower <= 'f' ? std::optional(static_cast<unsigned>(lower - 'a') + 10U)
                                      : std::nullopt;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const auto high = hex_digit(text[i + 1]);
      const auto low = hex_digit(text[i + 2]);
      if (high && low) {
        out += static_cast<char>(*high * 16U + *low);
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

}  // namespace

std::set<std::string> content_ids_in(std::string_view html) {
  std::set<std::string> ids;
  std::size_t next = 0;  // behind a URL: what is inside one begins no other
  for (std::size_t colon = html.find(':'); colon != std::string_view::npos;
       colon = html.find(':', next)) {
    next = colon + 1;
    const std::size_t length = kScheme.size();
    if (next < length || !::mime::same_word(html.substr(next - length, length), kScheme)) {
      continue;
    }
    const std::size_t end = std::min(html.find_first_of("\"'<>() \t\r\n", next), html.size());
    if (end - next <= kMaxEncodedId) {
      ids.insert(percent_decoded(html.substr(next, end - next)));
    }
    next = end;
  }
  return ids;
}

}  // namespace convert::mime
