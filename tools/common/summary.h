// The result of a conversion in words.
#pragma once

#include <filesystem>
#include <vector>

#include "converters/run/conversion.h"
#include "tools/common/console.h"

namespace tool {

/// The books of one mailbox, then each loss with its offset and reason, each incomplete item and
/// each note that tells of damage; with --verbose all of them and every note, else the first few.
void print_mailbox(Console& console, const run::MailboxResult& result, bool dry_run);

/// After several mailboxes: how many came through.
void print_total(Console& console, const std::vector<run::MailboxResult>& results);

/// After a dry run: what it needs and what is free. False when it does not fit.
[[nodiscard]] bool print_room(Console& console, const std::vector<run::MailboxResult>& results,
                              const std::filesystem::path& output);

}  // namespace tool
