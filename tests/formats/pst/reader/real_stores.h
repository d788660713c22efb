// The real PSTs with pages of 512 bytes that lie beside the repository.
#pragma once

#include <algorithm>
#include <filesystem>
#include <vector>

#include "tests/support/shared_files.h"

namespace test {

/// By name; none where there is no shared material.
inline std::vector<std::filesystem::path> real_stores() {
  std::vector<std::filesystem::path> stores;
  const auto add_all = [&](const std::filesystem::path& folder) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
      if (entry.path().extension() == ".pst") {
        stores.push_back(entry.path());
      }
    }
  };
  add_all(shared_root() / "data" / "pst");
  add_all(pst_extractor_samples());
  std::ranges::sort(stores);
  return stores;
}

}  // namespace test
