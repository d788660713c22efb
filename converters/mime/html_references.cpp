#include "converters/mime/html_references.h"

#include <cstddef>
#include <optional>

#include "formats/mime/ascii.h"

namespace convert::mime {
namespace {

constexpr std::string_view kScheme = "cid:";

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
  for (std::size_t colon = html.find(':'); colon != std::string_view::npos;
       colon = html.find(':', colon + 1)) {
    const std::size_t length = kScheme.size();
    if (colon + 1 < length ||
        !::mime::same_word(html.substr(colon + 1 - length, length), kScheme)) {
      continue;
    }
    const std::string_view rest = html.substr(colon + 1);
    ids.insert(percent_decoded(rest.substr(0, rest.find_first_of("\"'<>() \t\r\n"))));
  }
  return ids;
}

}  // namespace convert::mime
