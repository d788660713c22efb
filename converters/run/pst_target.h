// A mailbox as a PST, or as several when one cannot hold it.
#pragma once

#include <filesystem>
#include <memory>

#include "converters/run/target.h"

namespace run {

/// See open_target(). What stands at the names of further parts is looked at when a part begins.
[[nodiscard]] bytes::Result<std::unique_ptr<Target>> open_pst_target(
    const std::filesystem::path& path, const TargetOptions& options);

/// "X-2.pst" for part 2 of "X.pst"; part 1 is the file itself.
[[nodiscard]] std::filesystem::path part_name(const std::filesystem::path& path,
                                              std::uint32_t number);

}  // namespace run
