// Files of Exchange and its tools that are no source, and what their owner can do.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "converters/model/loss.h"
#include "converters/run/account.h"
#include "converters/run/sniff.h"

namespace run {

/// Whether `head` is that of an information store (.edb, .stm). If so, `source` says what it is,
/// as far as the header tells, and that and how its mail can be had elsewhere: Unsupported.
[[nodiscard]] bool judge_information_store(Source& source, std::span<const std::byte> head);

/// What to do with a file that is called like a log or a checkpoint of an information store, or
/// like the store itself; empty for other names.
[[nodiscard]] std::string information_store_hint(const std::filesystem::path& path);

/// A line for each file in a directory that goes with its stores and is not read: lists of
/// passwords, what ExMerge leaves.
[[nodiscard]] std::vector<std::string> notes_on_companions(
    std::span<const std::filesystem::path> entries);

/// KB 838799: a PST with folders of its user's own and nothing in them may be what the Migration
/// Wizard made of an IMAP set, whose mail is in the set alone. nullopt for other stores.
[[nodiscard]] std::optional<model::Note> note_on_empty_pst(const Source& source,
                                                           const Account& account);

}  // namespace run
