// A file descriptor that is written to: the one place that calls write(2) and pwrite(2).
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "formats/bytes/result.h"

namespace bytes {

/// Owns a descriptor open for writing. Unbuffered: callers hand over large pieces.
class FileWriter {
 public:
  /// open(2) with `flags` (O_CLOEXEC is added), mode 0666 less the umask.
  [[nodiscard]] static Result<FileWriter> open(const std::filesystem::path& path, int flags);

  /// `name` stands in errors.
  FileWriter(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
  FileWriter(const FileWriter&) = delete;
  FileWriter(FileWriter&& other) noexcept;
  FileWriter& operator=(const FileWriter&) = delete;
  FileWriter& operator=(FileWriter&& other) = delete;
  ~FileWriter();

  /// Makes a regular file empty. Exists when another process has claimed it and still has it open
  /// (where the file system can tell).
  [[nodiscard]] Result<void> claim();
  [[nodiscard]] Result<void> write(std::span<const std::byte> data);
  /// Anywhere in a regular file; where write() goes on stays as it is.
  [[nodiscard]] Result<void> write_at(std::uint64_t offset, std::span<const std::byte> data);
  /// The bytes are on the disk when this returns.
  [[nodiscard]] Result<void> sync();
  /// Has the system begin to write what it holds: a later sync() waits less.
  void begin_sync() const;
  /// Sets the mtime unless it is OutputFile::kKeepTime, and closes.
  [[nodiscard]] Result<void> close(std::int64_t modified_unix_seconds);

 private:
  int descriptor_;
  std::string name_;
};

}  // namespace bytes
