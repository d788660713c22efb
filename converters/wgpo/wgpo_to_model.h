// A mailbox of a post office as a stream of the model. README.md says what becomes what.
#pragma once

#include <filesystem>
#include <string_view>

#include "converters/model/reading.h"
#include "converters/model/stream.h"
#include "formats/wgpo/post_office.h"

namespace convert::wgpo {

/// Reads the mailbox called `mailbox` (wgpo::MailboxPlace::name) of the post office, which was
/// opened at `root`, into `sink`: letters of its mailbag, and the user's message store where it
/// lies in the tree. NoInput when there is no such mailbox.
[[nodiscard]] model::Result<void> wgpo_to_model(const ::wgpo::PostOffice& office,
                                                const std::filesystem::path& root,
                                                std::string_view mailbox,
                                                const model::ReadOptions& options,
                                                model::ReadMonitor& monitor, model::Sink& sink);

}  // namespace convert::wgpo
