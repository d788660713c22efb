// Content lines, the common ground of vCard and iCalendar: RFC 6350 3, RFC 2426 2, RFC 5545 3.1.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mime {

/// A parameter of a content line. `value` is UTF-8; it is quoted where it must be, and what a
/// quoted string cannot hold is written as RFC 6868 asks ("^'" for a quotation mark).
struct LineParameter {
  std::string name{};
  std::string value{};
  friend bool operator==(const LineParameter&, const LineParameter&) = default;
};

/// A property this module has no member for, written as it is: `value` already escaped.
struct LineProperty {
  std::string name{};
  std::string value{};
  friend bool operator==(const LineProperty&, const LineProperty&) = default;
};

/// The value type TEXT (RFC 5545 3.3.11): backslash, semicolon, comma and line ends escaped; other
/// control characters become spaces.
[[nodiscard]] std::string escape_text(std::string_view utf8);

/// `name;parameters:value` with its CRLF, folded at 75 octets without splitting a character.
/// `value` is escaped already; a control character left in it becomes a space, so that no value
/// ends its line.
[[nodiscard]] std::string content_line(std::string_view name,
                                       const std::vector<LineParameter>& parameters,
                                       std::string_view value);
[[nodiscard]] std::string content_line(std::string_view name, std::string_view value);

/// `mailto:` with what RFC 6068 does not allow percent-encoded.
[[nodiscard]] std::string mailto_uri(std::string_view addr_spec);

}  // namespace mime
