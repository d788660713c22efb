// The reader's place in the stream: lines and raw bytes, and where they stand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/byte_source.h"

namespace convert::spool {

/// What the Io says that means: the stream ended too early.
inline constexpr std::string_view kCutOff = "cut off";

/// Reads ahead in large pieces. Errors say what, not where: who reads knows the record.
class Input {
 public:
  /// `stream` is kept by reference.
  explicit Input(bytes::ByteStream& stream) : stream_(stream) {}

  /// The next line without its newline, valid until the next call; nullopt when the stream ended
  /// before it. Io "cut off" when it ends within the line, LimitExceeded when the line is longer
  /// than `limit`.
  [[nodiscard]] bytes::Result<std::optional<std::string_view>> line(std::size_t limit);
  /// Between one and `at_most` (not 0) of the bytes that follow, valid until the next call. Io "cut
  /// off" when there are none.
  [[nodiscard]] bytes::Result<std::span<const std::byte>> some(std::uint64_t at_most);

  /// The CRC-32 of all bytes before the line or bytes delivered last; nullopt when nobody wants it.
  [[nodiscard]] std::optional<std::uint32_t> crc32_before() const { return crc32_before_; }
  void do_without_crc32() { crc32_.reset(); }

  /// Whether the stream has told its end.
  [[nodiscard]] bool ended() const { return ended_; }

  /// Of the line or bytes delivered last: its number, from 1, and its offset in the content.
  [[nodiscard]] std::uint64_t line_number() const { return line_number_; }
  [[nodiscard]] std::uint64_t offset() const { return offset_; }

 private:
  [[nodiscard]] bytes::Result<bool> fill();
  std::string_view take(std::size_t size);

  bytes::ByteStream& stream_;
  std::vector<std::byte> buffer_ = std::vector<std::byte>(256UL * 1024);
  std::span<const std::byte> rest_;  // of buffer_
  std::string line_;                 // one that does not lie in the buffer as a whole
  bool ended_ = false;
  std::uint64_t line_number_ = 1;
  std::uint64_t offset_ = 0;
  std::uint64_t next_line_ = 1;
  std::uint64_t next_offset_ = 0;
  std::optional<std::uint32_t> crc32_ = 0;
  std::optional<std::uint32_t> crc32_before_;
};

}  // namespace convert::spool
