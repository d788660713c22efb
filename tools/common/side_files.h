// The files a tool writes beside its output: report, log, match report, LDIF.
#pragma once

#include "converters/run/find_sources.h"
#include "converters/run/report.h"
#include "formats/bytes/output.h"
#include "tools/common/arguments.h"

namespace tool {

/// --force: Replace.
[[nodiscard]] bytes::Overwrite overwrite_of(const Arguments& arguments);

/// Whether the files the tool writes beside its output, and its evidence, can be written without
/// harm to a source, to a directory file, to the output or to each other. Hours of reading must not
/// end in a report that has nowhere to go.
[[nodiscard]] bytes::Result<void> check_side_files(const Arguments& arguments,
                                                   const run::Found& found);

/// Writes --report, --match-report and --ldif.
[[nodiscard]] bytes::Result<void> write_side_files(const Arguments& arguments,
                                                   const run::Report& report);

}  // namespace tool
