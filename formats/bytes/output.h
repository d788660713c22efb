// Where writers put files: under a temporary name first, under the final one when all is complete.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "formats/bytes/result.h"

namespace bytes {

/// A file that is being written. Destroyed without close(), it is removed again.
class OutputFile {
 public:
  OutputFile() = default;
  OutputFile(const OutputFile&) = delete;
  OutputFile(OutputFile&&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  OutputFile& operator=(OutputFile&&) = delete;
  virtual ~OutputFile() = default;

  /// NoSpace when the disk is full (or a quota or file-size limit is met), Io otherwise.
  [[nodiscard]] virtual Result<void> write(std::span<const std::byte> data) = 0;
  [[nodiscard]] Result<void> write(std::string_view text);
  /// Everything is handed to the system. `modified_unix_seconds` becomes the file's mtime, unless
  /// it is kKeepTime.
  [[nodiscard]] virtual Result<void> close(std::int64_t modified_unix_seconds) = 0;
  static constexpr std::int64_t kKeepTime = INT64_MIN;
  [[nodiscard]] Result<void> close() { return close(kKeepTime); }
};

/// A directory being filled. Paths are relative, UTF-8, '/'-separated, already safe
/// (mime/safe_name.h); parents are made on the way.
class OutputTree {
 public:
  OutputTree() = default;
  OutputTree(const OutputTree&) = delete;
  OutputTree(OutputTree&&) = delete;
  OutputTree& operator=(const OutputTree&) = delete;
  OutputTree& operator=(OutputTree&&) = delete;
  virtual ~OutputTree() = default;

  [[nodiscard]] virtual Result<void> make_directory(std::string_view path) = 0;
  /// Fails when `path` exists: two items never share a file.
  [[nodiscard]] virtual Result<std::unique_ptr<OutputFile>> create(std::string_view path) = 0;
  /// The same for a file that stays open while others are made.
  [[nodiscard]] virtual Result<std::unique_ptr<OutputFile>> create_long_lived(
      std::string_view path) {
    return create(path);
  }
  /// Both inside the tree; `to` must not exist, its parents are made.
  [[nodiscard]] virtual Result<void> rename(std::string_view from, std::string_view to) = 0;
  /// Waits until every file that was closed is written, where that is done later.
  [[nodiscard]] virtual Result<void> settle() { return {}; }
  /// The directory gets its final name. Nothing may be written afterwards.
  [[nodiscard]] virtual Result<void> commit() = 0;

  [[nodiscard]] virtual std::uint64_t files_written() const { return files_; }
  [[nodiscard]] virtual std::uint64_t bytes_written() const { return bytes_; }
  /// Files that were closed without an error and could not be written later: those closed last.
  [[nodiscard]] virtual std::uint64_t files_given_up() const { return 0; }

 protected:
  void count_file() { ++files_; }
  void count_bytes(std::uint64_t n) { bytes_ += n; }

 private:
  // Files may be closed on several threads.
  std::atomic<std::uint64_t> files_ = 0;
  std::atomic<std::uint64_t> bytes_ = 0;
};

/// What to do about a target that exists.
enum class Overwrite : std::uint8_t { Refuse, Replace };

/// Whether a tree can be written to `target`, as open_directory_tree() asks before it does
/// anything. Exists when something is there, an empty directory apart, and `overwrite` is Refuse,
/// or when it is no output of ours: a directory with `mark`, a file at its top. Exists also when
/// `target`.partial is nothing an earlier run left. CannotCreate for a mount point and for the
/// current directory: neither can be given a tree as a whole.
[[nodiscard]] Result<void> check_directory_target(const std::filesystem::path& target,
                                                  Overwrite overwrite, std::string_view mark = {});

/// Fills `target`.partial and renames it to `target` on commit(); a left-over .partial of an
/// earlier run is removed. Destroyed without commit(), it leaves the .partial behind for the user.
/// Only an output that was there when the tree was opened is replaced. Errors besides those of
/// making directories: check_directory_target().
[[nodiscard]] Result<std::unique_ptr<OutputTree>> open_directory_tree(
    const std::filesystem::path& target, Overwrite overwrite, std::string_view mark = {});

/// Counts and keeps nothing: --dry-run.
[[nodiscard]] std::unique_ptr<OutputTree> open_counting_tree();

/// Whether a file can be written to `target`, as open_output_file() asks before it does anything.
/// Exists when it, or `target`.partial, is there and `overwrite` is Refuse; CannotCreate when it is
/// a directory.
[[nodiscard]] Result<void> check_output_file(const std::filesystem::path& target,
                                             Overwrite overwrite);

/// One file `target`, written as `target`.partial, fsynced and renamed by close(). `target` "-" is
/// standard output; a target that is no regular file (/dev/full, a FIFO) is written directly.
[[nodiscard]] Result<std::unique_ptr<OutputFile>> open_output_file(
    const std::filesystem::path& target, Overwrite overwrite);

}  // namespace bytes
