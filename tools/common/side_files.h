// The files a tool writes beside its output: report, log, match report, LDIF, list of skipped
// items.
#pragma once

#include <filesystem>

#include "converters/run/find_sources.h"
#include "converters/run/report.h"
#include "formats/bytes/output.h"
#include "tools/common/arguments.h"

namespace tool {

/// --force: Replace.
[[nodiscard]] bytes::Overwrite overwrite_of(const Arguments& arguments);

/// Whether two names are of one place, whatever links lead there.
[[nodiscard]] bool is_same_place(const std::filesystem::path& one,
                                 const std::filesystem::path& other);

/// Exists when `path` is a file that the tool only reads beside its sources (directory files, the
/// mapfile of --bad-sectors).
[[nodiscard]] bytes::Result<void> check_not_read(const std::filesystem::path& path,
                                                 const Arguments& arguments);

/// Whether the files the tool writes beside its output, and its evidence, can be written without
/// harm to a source, to what else is read, to the output or to each other. Hours of reading must
/// not end in a report that has nowhere to go.
[[nodiscard]] bytes::Result<void> check_side_files(const Arguments& arguments,
                                                   const run::Found& found);

/// Writes --report, --match-report and --ldif.
[[nodiscard]] bytes::Result<void> write_side_files(const Arguments& arguments,
                                                   const run::Report& report);

}  // namespace tool
