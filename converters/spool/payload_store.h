// Where a reader keeps payloads: small ones in memory, the rest in an unlinked temporary file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/temporary_file.h"

namespace convert::spool {

/// Collects the payloads of one record, one after the other. Blobs stay valid for as long as
/// somebody holds them, also when the collector is gone.
class PayloadStore {
 public:
  PayloadStore();
  PayloadStore(const PayloadStore&) = delete;
  PayloadStore(PayloadStore&&) = delete;
  PayloadStore& operator=(const PayloadStore&) = delete;
  PayloadStore& operator=(PayloadStore&&) = delete;
  ~PayloadStore();

  /// Adds to the payload at hand. NoSpace, CannotCreate or Io when the temporary file cannot take
  /// it; it lies in $TMPDIR, or /var/tmp without one.
  [[nodiscard]] bytes::Result<void> append(std::span<const std::byte> data);
  /// The payload at hand, complete; the next append() begins a new one.
  [[nodiscard]] bytes::Blob finish_payload();

  /// Bytes that the finished payloads and the one at hand hold in memory.
  [[nodiscard]] std::size_t in_memory() const { return kept_ + memory_.size(); }

 private:
  [[nodiscard]] bytes::Result<void> spill(std::span<const std::byte> data);

  std::vector<std::byte> memory_;  // the payload at hand, while it is small
  std::size_t kept_ = 0;           // by finished payloads
  std::shared_ptr<bytes::TemporaryFile> file_;
  std::uint64_t start_ = 0;  // of the payload at hand, in file_
  bool spilled_ = false;     // the payload at hand
};

}  // namespace convert::spool
