// A mailbox as a set of migration files.
#pragma once

#include <filesystem>
#include <memory>

#include "converters/run/target.h"

namespace run {

/// See open_target(). `path` is the packing list; the other files get their names from it (six
/// letters or digits at most, and a number) and lie beside it. They are made in `path`.partial, a
/// directory, and moved when all are complete and were read again, the list last.
[[nodiscard]] bytes::Result<std::unique_ptr<Target>> open_iff_target(
    const std::filesystem::path& path, const TargetOptions& options);

}  // namespace run
