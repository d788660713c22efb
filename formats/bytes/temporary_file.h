// A file without a name, for what is too large to keep in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "formats/bytes/byte_source.h"

namespace bytes {

/// Lies in $TMPDIR, or /var/tmp without one (/tmp is often memory), and is gone when closed.
class TemporaryFile {
 public:
  /// CannotCreate.
  [[nodiscard]] static Result<std::shared_ptr<TemporaryFile>> create();

  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile(TemporaryFile&&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  TemporaryFile& operator=(TemporaryFile&&) = delete;
  ~TemporaryFile();

  /// NoSpace, Io.
  [[nodiscard]] Result<void> append(std::span<const std::byte> data);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// A name it can be opened by while this lives.
  [[nodiscard]] std::filesystem::path path() const;
  /// Up to into.size() bytes from `offset` on; 0 at the end. Io.
  [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) const;
  /// Fills `into`. Io when the file ends before.
  [[nodiscard]] Result<void> read_exactly(std::uint64_t offset, std::span<std::byte> into) const;

 private:
  explicit TemporaryFile(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
  std::uint64_t size_ = 0;
};

/// `size` bytes of `file` from `offset` on; keeps the file.
[[nodiscard]] Blob make_file_blob(std::shared_ptr<const TemporaryFile> file, std::uint64_t offset,
                                  std::uint64_t size);

}  // namespace bytes
