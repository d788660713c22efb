// A file mapped into memory, safe against disks that fail and files that shrink.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "formats/bytes/result.h"

namespace bytes {

/// A read-only view of a whole regular file. Where the kernel cannot deliver a page (a bad sector,
/// a file cut by somebody else while we read), the view reads as zeros from there to the end of the
/// page instead of killing the process with SIGBUS, and read_error() tells the first such offset:
/// who parses a view asks after each item, and before calling anything intact.
class FileView {
 public:
  /// NoInput, Permission, NotThisFormat (a directory, a device), Io.
  [[nodiscard]] static Result<std::shared_ptr<const FileView>> open(
      const std::filesystem::path& path);

  FileView(const FileView&) = delete;
  FileView(FileView&&) = delete;
  FileView& operator=(const FileView&) = delete;
  FileView& operator=(FileView&&) = delete;
  ~FileView();

  [[nodiscard]] std::span<const std::byte> bytes() const;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// The file offset of the first page that could not be read, if any was touched.
  [[nodiscard]] std::optional<std::uint64_t> read_error() const;

 private:
  struct Slot;
  FileView(std::filesystem::path path, Slot* slot, std::size_t size = 0)
      : path_(std::move(path)), slot_(slot), size_(size) {}

  std::filesystem::path path_;
  Slot* slot_ = nullptr;  // null for an empty file: nothing is mapped
  std::size_t size_ = 0;
};

}  // namespace bytes
