// The content of a leaf in its transfer encoding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/base64.h"
#include "formats/bytes/byte_source.h"
#include "formats/mime/entity.h"
#include "formats/mime/output_buffer.h"

namespace mime {

/// RFC 2045 6.1, as far as we write them.
enum class Mechanism : std::uint8_t { SevenBit, QuotedPrintable, Base64 };
[[nodiscard]] std::string_view mechanism_name(Mechanism mechanism);

/// Reads a leaf's content once when it is short, else twice: to choose, and to encode.
class LeafWriter {
 public:
  LeafWriter() : input_(kChunk) {}

  /// Looks at `leaf` and decides how it is written. Errors are those of reading it.
  [[nodiscard]] Result<Mechanism> choose(const Entity& leaf);
  /// Writes the content of the leaf that choose() looked at last.
  [[nodiscard]] Result<void> write(const Entity& leaf, Mechanism mechanism, OutputBuffer& out);

 private:
  // A multiple of the base64 line, so that only the last chunk has a line that is not full.
  static constexpr std::size_t kChunk = bytes::kBase64LineBytes * 1024;

  [[nodiscard]] Result<std::span<const std::byte>> read_chunk(bytes::ByteStream& stream);
  [[nodiscard]] Result<void> write_binary(const Entity& leaf, OutputBuffer& out);
  [[nodiscard]] Result<void> write_text(const Entity& leaf, Mechanism mechanism, OutputBuffer& out);

  std::vector<std::byte> input_;
  std::size_t whole_ = 0;   // when the last text fitted into `input_`: its size
  bool is_whole_ = false;   // and that it did
  bool as_text_ = false;    // line ends become CRLF
  std::string normalised_;  // scratch, kept for its capacity
  std::string encoded_;
};

}  // namespace mime
