// Where the material lies that tests read and the repository does not hold.
#pragma once

#include <cstdlib>
#include <filesystem>

namespace test {

/// The environment variable `name`, or `otherwise`, a path from the root of the repository
/// (RESTANTE_REPOSITORY, set by the build: tests run in their build directory).
inline std::filesystem::path folder_of(const char* name, const char* otherwise) {
  const char* named = std::getenv(name);
  return named != nullptr ? std::filesystem::path(named)
                          : std::filesystem::path(RESTANTE_REPOSITORY) / otherwise;
}

/// RESTANTE_SHARED: real stores and the like, beside the repository.
inline std::filesystem::path shared_root() { return folder_of("RESTANTE_SHARED", "../shared"); }

/// The samples of the npm package pst-extractor, whose folder RESTANTE_PST_EXTRACTOR is.
inline std::filesystem::path pst_extractor_samples() {
  return folder_of("RESTANTE_PST_EXTRACTOR", "build/npm/node_modules/pst-extractor") /
         "example/testdata";
}

}  // namespace test
