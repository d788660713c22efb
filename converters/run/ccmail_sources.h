// Text files of cc:Mail among the sources.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "converters/run/sniff.h"

namespace run {

/// Whether `head` is that of a file of cc:Mail; fills `source` when it is. What only may be one is
/// asked for with Certainty::Possible, when the file is nothing else. `labels` is what --labels
/// holds; what it cannot mean is told by the conversion.
[[nodiscard]] bool judge_ccmail(Source& source, std::span<const std::byte> head,
                                const std::string& labels, Certainty least);

/// Whether a file has the name of an export of messages: .ccm or .und.
[[nodiscard]] bool has_export_name(const std::filesystem::path& path);

/// What a file that is nothing else may be by its name: the lists of mailing lists and of boards
/// that Exchange's connector had exported (KB Q295753). Empty for other names.
[[nodiscard]] std::string unread_list(const std::filesystem::path& path);

/// The message files of Exchange's connector in `entries`, the files of `directory`, as one
/// mailbox; nullopt when there is none (KB Q192516). Those that are no export are pieces, too.
[[nodiscard]] std::optional<Source> ccmail_queue(const std::filesystem::path& directory,
                                                 std::span<const std::filesystem::path> entries,
                                                 const std::string& labels);

}  // namespace run
