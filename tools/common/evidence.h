// --evidence: a package beside the output.
#pragma once

#include <memory>

#include "converters/run/evidence/package.h"
#include "converters/run/find_sources.h"
#include "tools/common/arguments.h"
#include "tools/common/console.h"

namespace tool {

/// What --evidence asks for; null without it. The errors of Package::open().
[[nodiscard]] bytes::Result<std::unique_ptr<run::evidence::Package>> open_evidence(
    const Description& description, const Arguments& arguments, const run::Found& found,
    run::Progress& progress);

/// Completes the package and says so. A source that changed, a package that could not be completed
/// and files that could not be read are told, in `report`, too, and make its exit status what they
/// are worth.
void finish_evidence(Console& console, run::evidence::Package& package, run::Report& report,
                     const Arguments& arguments, run::Progress& progress);

}  // namespace tool
