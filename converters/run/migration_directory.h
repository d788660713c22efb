// The DIRECTORY sections of migration files as directory files.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "formats/bytes/result.h"
#include "formats/directory/directory_file.h"
#include "formats/text/code_page.h"

namespace run {

/// A name for people, and what is in the file.
using NamedDirectory = std::pair<std::string, directory::DirectoryFile>;

/// Whether `path` is a packing list or a primary file, by its first lines.
[[nodiscard]] bool is_migration_directory(const std::filesystem::path& path);

/// One for each primary file of the set at `path` that has a DIRECTORY section; `charset` overrides
/// the set's (0: it says). Rows that cannot be read are findings, as are odd escapes. NotThisFormat
/// when the set has no such section, errors as iff::MigrationSet::open().
[[nodiscard]] bytes::Result<std::vector<NamedDirectory>> read_migration_directory(
    const std::filesystem::path& path, text::CodePageNumber charset);

}  // namespace run
