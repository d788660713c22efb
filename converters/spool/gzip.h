// gzip (RFC 1952) on the way out and in, through Boost.Iostreams.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>

#include "converters/spool/spool.h"

namespace convert::spool {

/// Where a writer's bytes go.
class ByteTarget {
 public:
  ByteTarget() = default;
  ByteTarget(const ByteTarget&) = delete;
  ByteTarget(ByteTarget&&) = delete;
  ByteTarget& operator=(const ByteTarget&) = delete;
  ByteTarget& operator=(ByteTarget&&) = delete;
  virtual ~ByteTarget() = default;

  [[nodiscard]] virtual model::Result<void> write(std::span<const std::byte> data) = 0;
  /// Nothing follows.
  [[nodiscard]] virtual model::Result<void> close() = 0;
};

/// One gzip member without name and time, so that equal content gives equal bytes; with
/// Compression::None the bytes as they come.
[[nodiscard]] std::unique_ptr<ByteTarget> open_target(Write write, Compression compression);

/// The content of the gzip members in `packed`, which must outlive the result. Io "cut off" when
/// they end early, after everything before the end was read; NotThisFormat when their form or their
/// checksum is wrong.
[[nodiscard]] std::unique_ptr<bytes::ByteStream> open_gunzip(bytes::ByteStream& packed);

/// Whether `head` begins a gzip member.
[[nodiscard]] bool is_gzip(std::span<const std::byte> head);

}  // namespace convert::spool
