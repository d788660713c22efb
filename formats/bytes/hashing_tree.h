// A tree of which each file's digest is known when it is complete.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "formats/bytes/output.h"

namespace bytes {

/// A file that was closed.
struct HashedFile {
  std::string path;    // in the tree
  std::string sha256;  // hexadecimal, lower case
  std::uint64_t size = 0;
};

/// Passes everything on to `tree`. `on_file` hears of each file when it is closed, in that order:
/// its Error is the file's. Where files are written later, it may be closed and given up. Who
/// renames a file afterwards knows its new name.
[[nodiscard]] std::unique_ptr<OutputTree> open_hashing_tree(
    std::unique_ptr<OutputTree> tree, std::function<Result<void>(const HashedFile&)> on_file);

}  // namespace bytes
