// What the converting tools have in common: from arguments to an exit status.
#pragma once

#include "converters/run/report.h"
#include "converters/run/sniff.h"
#include "tools/common/arguments.h"
#include "tools/common/console.h"

namespace tool {

/// Writes what --report, --match-report, --ldif and --json ask for. 0, or the status of what went
/// wrong, which is told.
[[nodiscard]] int deliver(Console& console, const Arguments& arguments, const run::Report& report);

/// Converts what was found as the arguments say: runs, prints the summary, writes the report. A
/// report or log that would harm a source, and a report that exists (without --force), is refused
/// before anything is done. Returns the exit status.
[[nodiscard]] int convert(const Description& description, const Arguments& arguments,
                          const run::Found& found);

}  // namespace tool
