// Bytes that are put together piece by piece and then looked at anywhere, whatever their number.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "formats/bytes/result.h"
#include "formats/bytes/temporary_file.h"

namespace convert::mime {

/// Bytes, and what keeps them alive.
struct OwnedBytes {
  std::span<const std::byte> data{};
  std::shared_ptr<const void> owner{};
};

/// In memory up to kInMemory, beyond it in a temporary file that is mapped at the end.
class SpillingBuffer {
 public:
  static constexpr std::size_t kInMemory = std::size_t{16} * 1024 * 1024;

  explicit SpillingBuffer(std::size_t in_memory = kInMemory) : in_memory_(in_memory) {}

  /// What is appended to this is part of the bytes at the next commit().
  [[nodiscard]] std::vector<std::byte>& tail() { return tail_; }
  /// Appends and commits, in pieces, so that memory stays bounded.
  [[nodiscard]] bytes::Result<void> append(std::span<const std::byte> bytes);
  /// NoSpace, Io, CannotCreate: of the temporary file.
  [[nodiscard]] bytes::Result<void> commit();
  [[nodiscard]] bytes::Result<OwnedBytes> finish();

 private:
  std::size_t in_memory_;
  std::vector<std::byte> tail_;
  std::shared_ptr<bytes::TemporaryFile> file_;
};

}  // namespace convert::mime
