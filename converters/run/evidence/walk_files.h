// Every file below a directory, always in the same order.
#pragma once

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

namespace run::evidence {

/// Calls `use(path)` for what is no directory below `directory`, in the order of the names; links
/// to directories are not followed, nor used. `trouble(path, error)` hears of a directory that
/// could not be read.
template <class Use, class Trouble>
void walk_files(const std::filesystem::path& directory, const Use& use, const Trouble& trouble) {
  namespace fs = std::filesystem;
  std::vector<fs::path> entries;
  std::error_code error;
  fs::directory_iterator entry(directory, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    entries.push_back(entry->path());
  }
  if (error) {
    trouble(directory, error);
  }
  std::ranges::sort(entries);
  for (const auto& path : entries) {
    std::error_code ignored;
    if (fs::is_directory(fs::symlink_status(path, ignored))) {
      walk_files(path, use, trouble);
    } else if (!fs::is_directory(path, ignored)) {
      use(path);
    }
  }
}

}  // namespace run::evidence
