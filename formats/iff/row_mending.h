// Rows whose quotes do not stand around whole fields. FORMAT.md 3.4.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "formats/iff/columns.h"
#include "formats/iff/row.h"

namespace iff {

/// What a field must look like for a row to be one.
enum class FieldForm : std::uint8_t { Any, Date, Number, Flag, Body };

/// Of each column, by the header.
using RowShape = std::vector<FieldForm>;

[[nodiscard]] RowShape message_shape(const Columns& columns);

/// Fields that real rows have beyond their header: FORMAT.md 5.1.
inline constexpr std::size_t kMostExtraFields = 2;

/// Whether the fields are those of a whole row: as many as columns, or a few more, and each in its
/// form.
[[nodiscard]] bool fits(const std::vector<Field>& fields, const RowShape& shape);

/// Q154099: the row read so that in fields with text behind their end quote the quotes are no
/// quotes, and the commas such that the row fits. The quotes are dropped. nullopt unless exactly
/// one reading fits, or when finding out takes more than a named limit. `budget` is how many bytes
/// may be looked through; what was is taken from it.
[[nodiscard]] std::optional<std::vector<Field>> mend_quotes(std::string_view line,
                                                            const RowShape& shape,
                                                            std::uint64_t& budget);

}  // namespace iff
