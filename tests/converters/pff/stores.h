// The real stores the tests read.
#pragma once

#include <algorithm>
#include <filesystem>
#include <vector>

#include "tests/support/shared_files.h"

namespace test {

/// Every file of a directory with one of the store extensions, in order of name.
inline void add_stores(const std::filesystem::path& directory,
                       std::vector<std::filesystem::path>& stores) {
  if (!std::filesystem::is_directory(directory)) {
    return;
  }
  const auto begin = static_cast<std::ptrdiff_t>(stores.size());
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    const auto extension = entry.path().extension();
    if (extension == ".pst" || extension == ".ost") {
      stores.push_back(entry.path());
    }
  }
  std::sort(stores.begin() + begin, stores.end());
}

/// The shared ones and those of pst-extractor, as far as they are there.
inline std::vector<std::filesystem::path> real_stores() {
  std::vector<std::filesystem::path> stores;
  add_stores(shared_root() / "data/pst", stores);
  add_stores(pst_extractor_samples(), stores);
  return stores;
}

}  // namespace test
