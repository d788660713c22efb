// Sets of migration files among the sources.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "converters/run/find_sources.h"
#include "formats/iff/sniff.h"

namespace run {

/// Says what a file of a set is; a secondary file alone cannot be converted.
void judge_migration_file(Source& source, iff::FileSort sort);

/// Whether `path` is a packing list or a primary file, by its name and its first lines.
[[nodiscard]] bool begins_migration_set(const std::filesystem::path& path);

/// Adds the mailboxes of the set at `path` (iff::MigrationSet::open), or why it is none. The files
/// of the set.
std::vector<std::filesystem::path> add_migration_set(const std::filesystem::path& path,
                                                     std::uint32_t charset, Found& found);

}  // namespace run
