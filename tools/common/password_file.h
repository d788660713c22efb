// The file of passwords that the owner fills in: read, and given the lines it lacks.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "formats/bytes/result.h"

namespace tool {

/// Its text; empty when there is no such file. Permission when others than its owner may read or
/// write it, or it is a link: nothing of it is read then. LimitExceeded when it is too large.
[[nodiscard]] bytes::Result<std::string> read_password_file(const std::filesystem::path& path);

/// Puts `lines` behind what is there, and `head` in front of them in a new file, mode 0600. Errors
/// as for writing it.
[[nodiscard]] bytes::Result<void> add_to_password_file(const std::filesystem::path& path,
                                                       const std::string& head,
                                                       const std::string& lines);

}  // namespace tool
