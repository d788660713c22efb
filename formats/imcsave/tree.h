// A directory of saved queues. FORMAT.md.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "formats/bytes/result.h"
#include "formats/imcsave/packing_list.h"

namespace imcsave {

struct Queue {
  std::string name;                          // as the directory is called
  std::vector<std::filesystem::path> files;  // by name
  std::vector<ListedFile> absent;            // named by the packing list, and not there
};

struct Tree {
  std::vector<Queue> queues;                      // in the order of queue_names()
  std::vector<std::filesystem::path> side_files;  // registry text, the connector's object
  std::optional<std::filesystem::path> packing_list;
  std::vector<std::filesystem::path> others;  // what is none of these, at any level
  std::vector<std::string> unreadable;        // directories, and the packing list: with reasons
};

/// Whether `directory` holds queues. Looks at names, and at the first bytes of a few files.
[[nodiscard]] bool is_tree(const std::filesystem::path& directory);

/// Errors as for reading the directory itself. A queue that the packing list names and that is not
/// there is in the list, without files.
[[nodiscard]] bytes::Result<Tree> read_tree(const std::filesystem::path& directory);

/// A packing list larger than this is not read, but told.
inline constexpr std::uint64_t kLargestPackingList = std::uint64_t{64} << 20U;

}  // namespace imcsave
