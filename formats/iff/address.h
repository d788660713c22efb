// People in rows: "Display[TYPE:address]". FORMAT.md 5.2.
#pragma once

#include <string>
#include <string_view>

#include "formats/text/proxy_address.h"

namespace iff {

struct Person {
  std::string name;            // empty: the row does not tell
  text::ProxyAddress address;  // likewise
  friend bool operator==(const Person&, const Person&) = default;
};

/// One value, already decoded to UTF-8: brackets may be halves of characters before. The last '['
/// before a ']' at the end counts.
[[nodiscard]] Person read_person(std::string_view utf8);

}  // namespace iff
