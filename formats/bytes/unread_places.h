// Places of files that were never read from the disk they come from: --bad-sectors.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <memory>

#include "formats/bytes/extents.h"
#include "formats/bytes/result.h"

namespace bytes {

/// From now on every FileView of the file, by whatever name it is opened, reads zeros in `unread`,
/// whatever the file has there: that is nobody's content, and every format takes zeros for damage.
/// For the whole process and those it forks, because whoever forgot to ask would deliver what is
/// not known; said before a reader begins. The errors of looking at the file.
[[nodiscard]] Result<void> declare_unread(const std::filesystem::path& file,
                                          std::shared_ptr<const Extents> unread);

/// What was declared of a file; null: nothing.
[[nodiscard]] std::shared_ptr<const Extents> unread_places(dev_t device, ino_t inode);

}  // namespace bytes
