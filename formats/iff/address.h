// People in rows: "Display[TYPE:address]". FORMAT.md 5.2.
#pragma once

#include <string>
#include <string_view>

namespace iff {

/// Empty strings: the row does not tell.
struct Person {
  std::string name;
  std::string type;     // "SMTP", as written
  std::string address;  // in the form the type implies
  friend bool operator==(const Person&, const Person&) = default;
};

/// One value, already decoded to UTF-8: brackets may be halves of characters before. The last '['
/// before a ']' at the end counts. An address without a type has none.
[[nodiscard]] Person read_person(std::string_view utf8);

/// "TYPE:address"; a type is of ASCII letters, digits, '_' and '-', eight at most.
[[nodiscard]] Person read_typed_address(std::string_view utf8);

}  // namespace iff
