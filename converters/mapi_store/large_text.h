// Text values too large for the bag, in the form the model wants.
#pragma once

#include <cstdint>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/result.h"

namespace convert::mapi_store {

struct LargeText {
  bytes::Blob content;
  std::uint64_t undecodable = 0;  // sequences that stand as U+FFFD
};

/// UTF-16LE as UTF-8, decoded each time it is read; one terminating NUL is dropped. Reads `utf16`
/// once to learn the size.
[[nodiscard]] bytes::Result<LargeText> open_utf16_text(const bytes::Blob& utf16);

/// 8-bit text as it is; one terminating NUL is dropped. Reads `text` once to find it.
[[nodiscard]] bytes::Result<LargeText> open_8bit_text(const bytes::Blob& text);

}  // namespace convert::mapi_store
