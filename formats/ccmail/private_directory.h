// PRIVDIR.INI, a user's private address book, and SMTP.ADR, a gateway's table of aliases.
// FORMAT.md 6.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/text/code_page.h"

namespace ccmail {

/// Entries of one file; a private directory has 64 KB at most.
inline constexpr std::size_t kMostPrivateEntries = 100'000;

/// All text is UTF-8.
struct PrivateEntry {
  std::uint64_t line = 1;
  std::string section{};  // the post office: [smtpgate]
  std::string name{};     // empty: the entry is an address alone
  std::string address{};  // as it stands, without its angle brackets
};

struct PrivateDirectory {
  std::vector<PrivateEntry> entries{};
  /// "[smtpgate] tells 12 entries and has 11", lines that are none; a line each.
  std::vector<std::string> remarks{};
  std::uint64_t undecodable = 0;
};

/// A section's EntryCount= and Entry1=, or any EntryN= behind EntryCount=.
[[nodiscard]] bool is_private_directory(std::string_view head);
[[nodiscard]] PrivateDirectory read_private_directory(std::string_view file,
                                                      text::CodePageNumber page);

struct GatewayAlias {
  std::uint64_t line = 1;
  std::string native{};  // "Ash, Ann", perhaps with its post office
  std::string alias{};   // ann.ash@company.example
};

struct GatewayAliases {
  std::vector<GatewayAlias> entries{};
  std::uint64_t other_lines = 0;  // without <=>, blank ones apart
  std::uint64_t undecodable = 0;
};

/// Most of the lines that are not blank have a `<=>`.
[[nodiscard]] bool is_gateway_aliases(std::string_view head);
[[nodiscard]] GatewayAliases read_gateway_aliases(std::string_view file, text::CodePageNumber page);

}  // namespace ccmail
