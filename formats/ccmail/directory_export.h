// Directory, propagation and list exports: Name:, Locn:, Addr:, Cmts:. FORMAT.md 5.1 to 5.3.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/text/code_page.h"

namespace ccmail {

/// Entries of one directory: the largest that is known had half a million.
inline constexpr std::size_t kMostEntries = 4'000'000;

/// What `Locn:` says. FORMAT.md 1.6.
enum class EntryKind : std::uint8_t {
  User,        // L l
  MobileUser,  // R r
  Alias,       // A a
  PostOffice,  // P p
  Unknown,
};

/// All text is UTF-8.
struct DirectoryEntry {
  std::uint64_t offset = 0;
  std::uint64_t line = 1;
  std::string name{};
  std::string locn{};
  EntryKind kind = EntryKind::Unknown;
  std::string post_office{};  // the first words of Addr:
  std::string address{};      // the rest: an Internet or foreign address; may be empty
  std::string comment{};
  std::vector<std::pair<std::string, std::string>> others{};  // lines under labels nobody knows
};

struct DirectoryExport {
  std::vector<DirectoryEntry> entries{};
  std::uint64_t undecodable = 0;
  std::uint64_t stray_lines = 0;                                  // in front of the first entry
  bool is_cut = false;                                            // more than kMostEntries
  std::vector<std::pair<std::string, std::string>> collisions{};  // names that differ in case alone
};

/// Whether Name:, Locn: and Addr: stand in `head`, in this order.
[[nodiscard]] bool is_directory_export(std::string_view head);

/// Name: opens an entry and ends the one before; everything else but a name may be missing. Where
/// the export names post offices, the longest of their names that Addr: begins with is the post
/// office; else its first word is.
[[nodiscard]] DirectoryExport read_directory_export(std::string_view file,
                                                    text::CodePageNumber page);

/// The Internet address in the second part of Addr:, without what leads there: "user@host",
/// "\"Display\" <user@host>", "user@host at Internet-Mail", "user%gate@host". Empty: there is none.
[[nodiscard]] std::string internet_address(std::string_view address);

}  // namespace ccmail
