// PRIVDIR.INI, a user's private address book, and SMTP.ADR, a gateway's table of aliases.
// FORMAT.md 6.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/text/code_page.h"

namespace ccmail {

/// Entries of one file; a private directory has 64 KB at most.
inline constexpr std::size_t kMostPrivateEntries = 100'000;
/// Lines of a gateway's table: as many as a directory has entries.
inline constexpr std::size_t kMostAliases = 4'000'000;

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
  /// PrivateDirectory.entries: those beyond kMostPrivateEntries, which are left out (OutOfRange).
  bytes::DamageLog damage{};
};

/// A section, an EntryCount= and any EntryN=, wherever they stand; nothing but sections and `;`
/// remarks in front of them.
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
  std::uint64_t undecodable = 0;
  /// Aliases.line: one without <=> or a side of it (Unclaimed); Aliases.entries: those beyond
  /// kMostAliases, which are left out (OutOfRange).
  bytes::DamageLog damage{};
};

/// Most of the lines that are not blank have a `<=>`.
[[nodiscard]] bool is_gateway_aliases(std::string_view head);
[[nodiscard]] GatewayAliases read_gateway_aliases(std::string_view file, text::CodePageNumber page);

}  // namespace ccmail
