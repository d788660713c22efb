// The content of a part: bytes that are decoded when they are read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "formats/bytes/byte_source.h"
#include "formats/mime/reader/transfer_decoder.h"

namespace mime {

/// What one pass over a content found.
struct ContentSurvey {
  std::uint64_t size = 0;  // decoded
  bool is_ascii = true;
  bool is_utf8 = true;  // well-formed; also of ASCII
  bool has_nul = false;
  CodingFaults faults;
};

/// Decodes all of `encoded` and keeps nothing.
[[nodiscard]] ContentSurvey survey_content(std::span<const std::byte> encoded, Coding coding);

/// `encoded`, decoded on the way, as often as it is read. `size` is what survey_content() says.
/// `owner` keeps the bytes alive; null: they outlive the blob.
[[nodiscard]] bytes::Blob make_content(std::span<const std::byte> encoded, Coding coding,
                                       std::uint64_t size, std::shared_ptr<const void> owner);

}  // namespace mime
