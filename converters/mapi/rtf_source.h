// Compressed RTF as the RTF it holds.
#pragma once

#include "formats/bytes/byte_source.h"
#include "formats/bytes/damage.h"

namespace convert::mapi {

/// What could be decoded is the content; the rest is damage. LimitExceeded beyond
/// kLargestCompressedRtf.
[[nodiscard]] bytes::Result<bytes::Blob> decompress(const bytes::ByteSource& compressed,
                                                    bytes::DamageLog& damage);

}  // namespace convert::mapi
