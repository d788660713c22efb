// run.json: everything about a run that is not the same the next time.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "converters/run/evidence/source_files.h"
#include "converters/run/report.h"

namespace run::evidence {

/// EVIDENCE.md 7. `manifest` is the SHA-256 of the package's manifest.
[[nodiscard]] std::string run_record(const Report& report, const SourceFiles& files,
                                     const std::string& manifest);

/// "g++ 12.2.0": what made the program.
[[nodiscard]] std::string compiler_name();

}  // namespace run::evidence
