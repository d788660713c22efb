// What stands where a directory is to be written, and whether it may go.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "formats/bytes/output.h"
#include "formats/bytes/result.h"

namespace bytes {

/// The file at the top of a tree that is being written; gone when it gets its final name.
inline constexpr std::string_view kPartialMark = ".restante-partial";

/// A directory by device and inode, not by name.
using DirectoryId = std::pair<std::uint64_t, std::uint64_t>;

struct DirectoryTarget {
  std::filesystem::path target;         // no link, no slash at its end
  std::filesystem::path partial;        // beside it
  std::optional<DirectoryId> replaced;  // the output of an earlier run that stands there
};

/// nullopt when nothing is there.
[[nodiscard]] std::optional<DirectoryId> directory_id(const std::filesystem::path& path);

/// Errors: see check_directory_target (output.h).
[[nodiscard]] Result<DirectoryTarget> find_directory_target(const std::filesystem::path& target,
                                                            Overwrite overwrite,
                                                            std::string_view mark);

/// An unfinished tree that is ours alone, as long as this lives: other runs find it taken.
class DirectoryLock {
 public:
  /// Exists when another run has it, where the file system can tell; else as for opening it.
  [[nodiscard]] static Result<DirectoryLock> take(const std::filesystem::path& directory);
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock(DirectoryLock&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)) {}
  DirectoryLock& operator=(const DirectoryLock&) = delete;
  DirectoryLock& operator=(DirectoryLock&&) = delete;
  ~DirectoryLock();

  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  explicit DirectoryLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

/// Puts `partial` where `replaced` is and removes that. What stood there is never gone before the
/// new tree has its place; when it cannot have it, the old one gets its name back.
[[nodiscard]] Result<void> replace_directory(const DirectoryTarget& place);

}  // namespace bytes
