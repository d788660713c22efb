// A row of a DIRECTORY section: an entry of a directory, as columns and values. FORMAT.md 6.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/iff/primary.h"
#include "formats/iff/row_reader.h"

namespace iff {

/// All text is UTF-8.
struct DirectoryRow {
  Place at;
  std::vector<std::pair<std::string, std::string>> values;  // column, value; in the row's order
  std::vector<std::string> remarks;                         // of backslashes; a line each

  /// The first value of a column whose name differs in case, blanks and hyphens at most; empty
  /// without one.
  [[nodiscard]] std::string_view find(std::string_view column) const;
};

/// The columns of the one header that is documented, in its order.
inline constexpr std::array<std::string_view, 8> kDirectoryColumns = {"Obj-class",
                                                                      "Mode",
                                                                      "Common-Name",
                                                                      "Display-Name",
                                                                      "Last Name",
                                                                      "First Name",
                                                                      "Secondary-Proxy-Addresses",
                                                                      "Home-Server"};

/// Whether the header of a DIRECTORY section names any of these columns, or another name of an
/// alias or an address.
[[nodiscard]] bool has_usable_header(const Section& section);

/// "mailbox", "remote", "dl", in lower case: the class of an entry. Without a column Obj-class the
/// first value tells it, which in every documented header is that column. Anything else as it
/// stands; may be empty.
[[nodiscard]] std::string class_of(const DirectoryRow& entry);

/// FORMAT.md 6.2: escapes undone. Fields beyond the header are "column-9" and so on. Without a
/// usable header (FORMAT.md 6.3) a field whose every value is TYPE:address is
/// Secondary-Proxy-Addresses, and the others are kDirectoryColumns in their order.
[[nodiscard]] DirectoryRow to_directory_row(const Section& section, const Row& row,
                                            text::CodePageNumber page);

}  // namespace iff
