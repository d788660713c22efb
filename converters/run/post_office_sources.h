// Post offices of Microsoft Mail, and saved queues, among the sources.
#pragma once

#include <filesystem>
#include <memory>

#include "converters/run/find_sources.h"
#include "formats/wgpo/post_office.h"

namespace run {

/// Adds the mailboxes of a post office; one without any is an entry with an error.
void add_mailboxes(const std::filesystem::path& directory,
                   const std::shared_ptr<const wgpo::PostOffice>& office, Found& found);

/// The queues that IMCSAVE saved in `directory` (imcsave::is_tree) as one mailbox.
[[nodiscard]] Source saved_queues(const std::filesystem::path& directory);

}  // namespace run
