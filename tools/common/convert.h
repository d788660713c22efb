// What the converting tools have in common: from arguments to an exit status.
#pragma once

#include <vector>

#include "converters/run/sniff.h"
#include "tools/common/arguments.h"

namespace tool {

/// Converts `sources` as the arguments say: runs, prints the summary, writes the report. Returns
/// the exit status.
[[nodiscard]] int convert(const Description& description, const Arguments& arguments,
                          const std::vector<run::Source>& sources);

}  // namespace tool
