// A row of a PAB section as a contact or a list. README.md says what becomes what.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "converters/iff/message.h"
#include "converters/model/message.h"
#include "formats/iff/columns.h"
#include "formats/iff/row_reader.h"

namespace convert::iff {

/// The entries of a section by their names, for the lists that name them so.
using EntriesByName = std::map<std::string, model::Address>;

/// The most entries that are remembered for the lists of a section.
inline constexpr std::size_t kMostEntries = 1'000'000;

/// Remembers a row when it is an entry.
void remember_entry(const SectionContext& context, const ::iff::Row& row, EntriesByName& entries);

/// The row must not be a lost one. The item has no folder yet.
[[nodiscard]] ConvertedRow to_address_book_item(const SectionContext& context,
                                                const ::iff::Row& row,
                                                const EntriesByName& entries);

}  // namespace convert::iff
