// Bytes that are read when they are needed: the content of a body, an attachment, a large property.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/result.h"

namespace bytes {

/// One pass over a ByteSource, front to back.
class ByteStream {
 public:
  ByteStream() = default;
  ByteStream(const ByteStream&) = delete;
  ByteStream(ByteStream&&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;
  ByteStream& operator=(ByteStream&&) = delete;
  virtual ~ByteStream() = default;

  /// Fills `into` from its front and returns how many bytes it got: 0 only at the end (or when
  /// `into` is empty). Fewer than asked for is not the end.
  [[nodiscard]] virtual Result<std::size_t> read(std::span<std::byte> into) = 0;
};

/// Something that can be read any number of times and yields the same bytes each time. A source may
/// depend on the store it comes from: who keeps it longer than the call it was handed to says so.
class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource(ByteSource&&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  ByteSource& operator=(ByteSource&&) = delete;
  virtual ~ByteSource() = default;

  /// The number of bytes a full pass yields, when nothing goes wrong.
  [[nodiscard]] virtual std::uint64_t size() const = 0;
  [[nodiscard]] virtual Result<std::unique_ptr<ByteStream>> open() const = 0;

  /// Bytes of memory that it keeps, when it may be read at any time and by any thread, also while
  /// the store it comes from is read on; nullopt when only during the call it was handed to.
  [[nodiscard]] virtual std::optional<std::uint64_t> kept() const { return std::nullopt; }
};

/// Shared ownership of immutable content; copying it copies a pointer.
using Blob = std::shared_ptr<const ByteSource>;

[[nodiscard]] Blob make_blob(std::vector<std::byte> content);
[[nodiscard]] Blob make_blob(std::string_view content);

/// Everything in `source`. LimitExceeded when it is, or turns out to be, larger than `limit`.
[[nodiscard]] Result<std::vector<std::byte>> read_all(const ByteSource& source,
                                                      std::uint64_t limit);
/// The same as text; the bytes are not looked at.
[[nodiscard]] Result<std::string> read_all_text(const ByteSource& source, std::uint64_t limit);

[[nodiscard]] inline std::string_view as_text(std::span<const std::byte> data) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): char may alias anything.
  return {reinterpret_cast<const char*>(data.data()), data.size()};
}

}  // namespace bytes
