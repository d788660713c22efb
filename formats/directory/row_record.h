// From a row of columns to an object.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "formats/directory/finding.h"
#include "formats/directory/record.h"

namespace directory {

/// Where a row stands, for findings.
struct RowPlace {
  std::uint64_t line = 0;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

/// A column's name and its value, both UTF-8, quotes and escapes already gone.
using Column = std::pair<std::string, std::string>;

/// The object of a row: of a directory file (`multi_value` is usually `%`) or of the DIRECTORY
/// section of a migration file (`;`). Columns of addresses become a value for each address, Members
/// one for each member, others stay whole. Mode "Delete" and "Modify" are the record's change; any
/// other is Add.
///
/// What an import would do is no data (KB Q152854, Q184536, Q290091): "~DEL" empties a field,
/// "~DEL<TYPE:address>" removes an address; each is a note, "value.~DEL". "~SERVER" in Home-Server
/// is dropped: it stands for a choice to be made later.
[[nodiscard]] Record to_record(const RowPlace& place, std::span<const Column> row, char multi_value,
                               FindingLog& findings);

}  // namespace directory
