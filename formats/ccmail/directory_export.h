// Directory, propagation and list exports: Name:, Locn:, Addr:, Cmts:. FORMAT.md 5.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/text/code_page.h"

namespace ccmail {

/// Entries of one directory: the largest that is known had half a million.
inline constexpr std::size_t kMostEntries = 4'000'000;

/// A longer line of a directory is damage, and read all the same.
inline constexpr std::size_t kLongestDirectoryLine = 4096;

/// An entry as it stands in the file: parts of it, in its code page.
struct DirectoryRecord {
  std::uint64_t offset = 0;
  std::uint64_t line = 1;
  std::string_view name{};
  std::string_view locn{};
  std::string_view address{};  // Addr:, whole
  std::string_view comment{};
  /// Lines under other labels; without one, the label is empty.
  std::vector<std::pair<std::string_view, std::string_view>> others{};
};

/// The entries of a file, one after another: Name: opens one and ends the one before. What is wrong
/// is in `damage`, as Directory.line: lines in front of the first entry (Unclaimed), a name of
/// nothing (Undecodable), too long a line and entries beyond kMostEntries (OutOfRange), a label
/// that its entry has already (Inconsistent: the first counts, the line is one of the others).
class DirectoryRecords {
 public:
  /// Both must outlive the reader.
  DirectoryRecords(std::string_view file, bytes::DamageLog& damage)
      : file_(file), damage_(damage) {}

  /// nullopt behind the last.
  [[nodiscard]] std::optional<DirectoryRecord> next();

 private:
  void wrong(std::size_t at, std::string_view line, bytes::DamageKind kind);

  std::string_view file_;
  bytes::DamageLog& damage_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  std::size_t entries_ = 0;
};

/// What `Locn:` says. FORMAT.md 5.
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
  bytes::DamageLog damage{};  // of DirectoryRecords
  /// Names that differ in the case of letters A to Z alone: what else is one name is not known.
  std::vector<std::pair<std::string, std::string>> collisions{};
};

/// Whether Name:, Locn: and Addr: stand in `head`, in this order.
[[nodiscard]] bool is_directory_export(std::string_view head);

/// Every entry of DirectoryRecords, decoded; all of it but the line Name: may be missing. Where the
/// export names post offices, the longest of their names that Addr: begins with is the post
/// office; else its first word is.
[[nodiscard]] DirectoryExport read_directory_export(std::string_view file,
                                                    text::CodePageNumber page);

/// The Internet address in the second part of Addr:, without what leads there: "user@host",
/// "\"Display\" <user@host>", "user@host at Internet-Mail", "user%gate@host". Empty: there is none.
[[nodiscard]] std::string internet_address(std::string_view address);

}  // namespace ccmail
