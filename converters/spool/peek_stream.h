// A stream whose first bytes can be looked at before they are read.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "formats/bytes/byte_source.h"

namespace convert::spool {

class PeekStream final : public bytes::ByteStream {
 public:
  /// `rest` is kept by reference.
  explicit PeekStream(bytes::ByteStream& rest) : rest_(rest) {}

  /// The first `size` bytes of those not read yet; fewer only when there are no more. Valid until
  /// the next call.
  [[nodiscard]] bytes::Result<std::span<const std::byte>> peek(std::size_t size);
  [[nodiscard]] bytes::Result<std::size_t> read(std::span<std::byte> into) override;

 private:
  bytes::ByteStream& rest_;
  std::vector<std::byte> head_;
};

}  // namespace convert::spool
