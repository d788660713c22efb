// cc:Mail among the sources: post offices and archives, which cannot be read, and what the owner's
// EXPORT wrote.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

#include "converters/run/find_sources.h"
#include "formats/ccmail_post_office/inventory.h"

namespace run {

/// Adds the directory (ccmail_post_office::is_post_office) as a source that cannot be converted,
/// with its inventory, and the users of a collection that lies among its files. Returns the folders
/// of these, which are told; everything else there is looked at by itself.
[[nodiscard]] std::vector<std::filesystem::path> add_ccmail_post_office(
    const std::filesystem::path& directory, ccmail_post_office::Reading reading, Found& found);

/// Whether the file is one of the post office in its directory, and told with that.
[[nodiscard]] bool is_of_post_office(const std::filesystem::path& file);

/// Whether a file that nothing else is known of is called like an archive of a cc:Mail user. If so,
/// `source` says that it cannot be read: Unsupported.
[[nodiscard]] bool judge_ccmail_archive(Source& source);

/// Adds every user of a collection (ccmail_post_office::is_collection); one of whom there is
/// nothing to read has an error.
void add_collection(const std::filesystem::path& folder, Found& found);

}  // namespace run
