// Outputs that stand already, with the further parts of divided PSTs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "converters/run/batch/journal.h"

namespace run::batch {

/// The parts of a divided PST beside its first at `path`: of `files` all in all, or, with 0, those
/// that are there. None of another form; `as` is --as, or empty.
[[nodiscard]] std::vector<std::filesystem::path> further_parts(const std::filesystem::path& path,
                                                               std::string_view as,
                                                               std::uint64_t files);

/// What is not as it was when a mailbox was done, a line each: files that are gone, and a size that
/// is another. A tree is not looked through.
[[nodiscard]] std::vector<std::string> changes_of(const MailboxEntry& mailbox, std::string_view as);

}  // namespace run::batch
