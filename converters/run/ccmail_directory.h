// Directories of cc:Mail as address maps and directories.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "formats/bytes/result.h"
#include "formats/directory/directory_file.h"

namespace run {

/// What the file is called, and its records.
using KindAndDirectory = std::pair<std::string, directory::DirectoryFile>;

/// A directory export, private directory or table of aliases of cc:Mail, told by its content;
/// nullopt for any other file. Errors of opening it.
[[nodiscard]] bytes::Result<std::optional<KindAndDirectory>> read_ccmail_directory(
    const std::filesystem::path& path, text::CodePageNumber charset);

}  // namespace run
