// The text that EXPORT .../DIRECTORY writes, as far as a plan needs it. FORMAT.md 9.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"

namespace ccmail_post_office {

/// A label or value longer than this is none.
inline constexpr std::size_t kLongestLine = 4096;
/// FORMAT.md 5: a directory has 493,214 entries at most.
inline constexpr std::size_t kMostRecords = 1'000'000;

/// One record; texts as they stand, in the code page of the DOS that wrote them.
struct DirectoryRecord {
  std::string name;
  std::string location;  // Locn: a letter
  std::string address;   // Addr: the post office first
  friend bool operator==(const DirectoryRecord&, const DirectoryRecord&) = default;
};

/// The records of a directory export, in their order. Lines before the first `Name:` and lines
/// without a label are damage (Unclaimed); a record without a name is none (Undecodable); too long
/// a line, too many records: OutOfRange.
[[nodiscard]] std::vector<DirectoryRecord> read_exported_directory(std::string_view text,
                                                                   bytes::DamageLog& damage);

}  // namespace ccmail_post_office
