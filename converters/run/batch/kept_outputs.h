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

/// What became of the output of a mailbox that is done.
struct Standing {
  bool is_gone = false;              // nothing of it is there
  std::vector<std::string> changes;  // a line each: what is gone, and what is another size
};

/// Of a mailbox that is done, with its output at `output`; of any other nothing is told. A tree is
/// changed when it has fewer files or fewer bytes: programs put files of their own beside mail.
[[nodiscard]] Standing standing_of(const MailboxEntry& mailbox, const std::filesystem::path& output,
                                   std::string_view as);

}  // namespace run::batch
