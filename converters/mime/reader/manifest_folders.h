// What the manifest of our own writer says of the folders of a tree.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "converters/mime/reader/mime_to_model.h"

namespace convert::mime {

// Of ten million messages, a hundred bytes each. A longer manifest is not read.
inline constexpr std::uint64_t kMaxManifest = std::uint64_t{1024} * 1024 * 1024;

struct ManifestFolders {
  std::map<std::string, std::string> originals;  // by MailFolder::key: names joined by '/'
  std::vector<std::string> missing;  // files that it lists and that are not there, the first 100
  std::uint64_t missing_count = 0;
  bool is_unread = false;  // too long, or it cannot be opened
};

/// Reads `directory`/restante-manifest.csv. Rows that contradict each other about a folder count as
/// none; nothing of a file that is no manifest. Nothing is believed that original_names() does not
/// confirm.
[[nodiscard]] ManifestFolders read_manifest(const std::filesystem::path& directory);

/// The original names of the folder whose directories are `path`, when `original` ends in names
/// that our writer would have given those directories; else `path`.
[[nodiscard]] std::vector<std::string> original_names(const std::vector<std::string>& path,
                                                      const std::string& original);

}  // namespace convert::mime
