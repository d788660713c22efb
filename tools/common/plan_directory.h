// A plan on disk: where it may be written, and writing it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "converters/ccmail_plan/plan.h"
#include "formats/bytes/result.h"
#include "formats/ccmail_post_office/collection_map.h"
#include "formats/ccmail_post_office/export_program.h"

namespace tool {

/// Whether a plan can be written to `directory`: it is not there, empty, or a plan of ours. Exists
/// otherwise, and when it lies in the post office.
[[nodiscard]] bytes::Result<void> check_plan_directory(const std::filesystem::path& directory,
                                                       const std::filesystem::path& post_office);

/// The map of an earlier plan; empty when there is none. NotThisFormat when it cannot be read
/// whole: its ids must not be given to others.
[[nodiscard]] bytes::Result<std::vector<ccmail_post_office::MapRow>> read_previous_map(
    const std::filesystem::path& directory, const convert::ccmail_plan::Request& request);

/// Writes every file of the plan, for its owner alone, in place of those of an earlier plan; batch
/// files of users who have none any more are removed. What EXPORT and the owner put there stays.
[[nodiscard]] bytes::Result<void> write_plan(const std::filesystem::path& directory,
                                             const convert::ccmail_plan::Request& request,
                                             const convert::ccmail_plan::Plan& plan);

/// The program at `path`, a file or the directory it lies in; what lies beside it is looked at,
/// too. NoInput when there is none.
[[nodiscard]] bytes::Result<ccmail_post_office::ExportProgram> look_at_program(
    const std::filesystem::path& path, ccmail_post_office::Database database);

}  // namespace tool
