// Sets of migration files among the sources.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "converters/run/find_sources.h"
#include "formats/iff/sniff.h"

namespace run {

/// Says what a file of a set is; a secondary file alone cannot be converted.
void judge_migration_file(Source& source, iff::FileSort sort);

/// Whether `path` is a packing list or a primary file, by its name and its first lines.
[[nodiscard]] bool begins_migration_set(const std::filesystem::path& path);

/// What to do about a packing list that tells nothing: beside whole files it is not needed. Empty:
/// `path` is not called like one, or no primary file lies beside it.
[[nodiscard]] std::string hint_without_list(const std::filesystem::path& path);

/// Adds the mailboxes of the set at `path` (iff::MigrationSet::open), or why it is none. The files
/// of the set.
std::vector<std::filesystem::path> add_migration_set(const std::filesystem::path& path,
                                                     std::uint32_t charset, Found& found);

/// Whether it is what a set tells beside its mailboxes.
[[nodiscard]] bool is_set_itself(const Source& source);

}  // namespace run
