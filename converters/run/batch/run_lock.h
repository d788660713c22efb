// Keeps a second run out of a control list.
#pragma once

#include <filesystem>

#include "formats/bytes/result.h"

namespace run::batch {

/// A flock() on a file of its own, "JOURNAL.lock". SQLite's locks are POSIX locks, which end when
/// the process closes any descriptor of the file, as a search for sources may; this one does not.
class RunLock {
 public:
  enum class Kind { Exclusive, Shared };

  /// Busy: another process has it. Where there are no such locks it holds nothing, and SQLite's
  /// are all there is. A shared one makes no file.
  [[nodiscard]] static bytes::Result<RunLock> take(const std::filesystem::path& journal, Kind kind);
  RunLock(RunLock&& other) noexcept;
  RunLock(const RunLock&) = delete;
  RunLock& operator=(RunLock&&) = delete;
  RunLock& operator=(const RunLock&) = delete;
  /// An exclusive one takes its file away.
  ~RunLock();

 private:
  RunLock(std::filesystem::path path, int file, Kind kind)
      : path_(std::move(path)), file_(file), kind_(kind) {}

  std::filesystem::path path_;
  int file_;
  Kind kind_;
};

/// The file that is locked.
[[nodiscard]] std::filesystem::path lock_of(const std::filesystem::path& journal);

}  // namespace run::batch
