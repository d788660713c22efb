// The real stores the tests read.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <vector>

namespace test {

/// Every file of a directory with one of the store extensions, in order of name.
inline void add_stores(const std::filesystem::path& directory,
                       std::vector<std::filesystem::path>& stores) {
  if (!std::filesystem::is_directory(directory)) {
    return;
  }
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    const auto extension = entry.path().extension();
    if (extension == ".pst" || extension == ".ost") {
      stores.push_back(entry.path());
    }
  }
}

inline std::filesystem::path shared_root() {
  const char* root = std::getenv("RESTANTE_SHARED");
  return root != nullptr ? root : "../shared";
}

/// RESTANTE_SHARED (default ../shared), and RESTANTE_PST_EXTRACTOR when it is set: the directory
/// example/testdata of the npm package pst-extractor.
inline std::vector<std::filesystem::path> real_stores() {
  std::vector<std::filesystem::path> stores;
  add_stores(shared_root() / "data/pst", stores);
  if (const char* package = std::getenv("RESTANTE_PST_EXTRACTOR")) {
    add_stores(package, stores);
  }
  return stores;
}

}  // namespace test
