// Lines of mail, however they end.
#pragma once

#include <algorithm>
#include <string_view>

namespace mime {

/// Cuts the next line off `rest` and returns it without its end. Line ends are CRLF, LF, CR, and CR
/// CR LF, which gateways made that put a CR before every LF.
[[nodiscard]] inline std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end);
  constexpr std::size_t kLongestEnd = 3;
  const std::string_view ends = rest.substr(0, kLongestEnd);
  const std::size_t feed = std::min(ends.find_first_not_of('\r'), rest.size());
  if (feed < rest.size() && rest[feed] == '\n') {
    rest.remove_prefix(feed + 1);
  } else if (!rest.empty()) {
    rest.remove_prefix(1);
  }
  return line;
}

}  // namespace mime
