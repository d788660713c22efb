// Who: "name at post office", boards, and the addresses of gateways. FORMAT.md 4.
#pragma once

#include <string>
#include <string_view>

namespace ccmail {

/// All text is UTF-8.
struct Address {
  std::string name{};         // of the person, or what the sender calls somebody elsewhere
  std::string type{};         // empty: a user of cc:Mail; SMTP, or what stands in front of a colon
  std::string address{};      // of such a type
  std::string post_office{};  // empty: none is told
  bool is_board = false;      // `name` begins with #
  bool has_user = true;       // false: " at PO" alone (KB Q249133)

  friend bool operator==(const Address&, const Address&) = default;
};

/// `utf8` is decoded: brackets, braces and `@` may be halves of characters before.
[[nodiscard]] Address read_address(std::string_view utf8);

/// The name of a person in its parts.
struct PersonName {
  std::string_view surname;
  std::string_view given;
};
/// "Last, First": exactly one comma (KB Q185593); both empty for other names.
[[nodiscard]] PersonName split_name(std::string_view name);

}  // namespace ccmail
