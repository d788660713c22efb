// What the converting tools have in common: from arguments to an exit status.
#pragma once

#include "converters/run/sniff.h"
#include "tools/common/arguments.h"

namespace tool {

/// Converts what was found as the arguments say: runs, prints the summary, writes the report. A
/// report or log that would harm a source, and a report that exists (without --force), is refused
/// before anything is done. Returns the exit status.
[[nodiscard]] int convert(const Description& description, const Arguments& arguments,
                          const run::Found& found);

}  // namespace tool
