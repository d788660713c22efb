// The fields of a line of fields, as they lie in the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/tiled_record.h"
#include "formats/iff/line.h"
#include "formats/iff/row.h"

namespace iff {

/// A line that fields were taken from: physical lines, joined.
struct FieldLine {
  std::uint64_t offset = 0;  // in the file
  std::string_view text{};
  std::span<const JoinedLine> joined{};
};

/// Where each of `fields` begins in `text`, which they were taken from: by split_row(), or by
/// mend_quotes().
[[nodiscard]] std::vector<std::size_t> begins_of(std::string_view text,
                                                 const std::vector<Field>& fields);

/// What a field of a line is called and means.
struct Cell {
  std::string name{};
  std::string value{};
  std::string meaning{};
};

/// Takes a field of the record for each of the line's, with what parts it from the next one; the
/// last one goes up to `end`, in the file.
void take_cells(const FieldLine& line, const std::vector<Field>& fields,
                const std::vector<Cell>& cells, std::uint64_t end, bytes::TiledRecord& tiles);

/// Of the areas of [begin, end) that were zeroed, a fault each.
[[nodiscard]] std::vector<std::string> faults_of_zeros(std::string_view file, std::uint64_t begin,
                                                       std::uint64_t end);

}  // namespace iff
