// The addresses of a field: RFC 5322 3.4 and 4.4, and what programs made of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/text/code_page.h"

namespace mime {

struct ReadAddress {
  std::string name;     // UTF-8, without quotation marks; of "a@b (Ann)" the comment
  std::string address;  // as written, without white space, route and angle brackets; may be empty
  std::string group;    // name of the group it stands in; empty: none
  friend bool operator==(const ReadAddress&, const ReadAddress&) = default;
};

struct ReadAddressList {
  std::vector<ReadAddress> addresses;
  std::uint64_t undecodable = 0;  // byte sequences in names that no code page explains
  bool is_cut = false;            // kMaxAddresses, or kMaxAddressText, was met
};

// Mailing programs put some thousand recipients into one field.
inline constexpr std::size_t kMaxAddresses = 100'000;
inline constexpr std::size_t kMaxAddressText = std::size_t{8} * 1024 * 1024;

/// Addresses are parted by commas, and by semicolons where no group ends; an empty group has none.
/// What stands outside angle brackets is the name, also without quotation marks; without brackets
/// it is the address when it has an '@', '!' or '/' or no blank, else a name without address.
[[nodiscard]] ReadAddressList parse_addresses(std::string_view value,
                                              text::CodePageNumber fallback);

}  // namespace mime
