// Compressed RTF as the RTF it holds.
#pragma once

#include "formats/bytes/byte_source.h"
#include "formats/bytes/damage.h"

namespace convert::mapi {

/// Decompresses now. What could be decoded is the content; the rest is damage.
[[nodiscard]] bytes::Result<bytes::Blob> decompress(const bytes::ByteSource& compressed,
                                                    bytes::DamageLog& damage);

/// Decompresses whenever it is opened; any damage is then an Error of open(). An Error at once when
/// the header cannot be read or its sizes are impossible.
[[nodiscard]] bytes::Result<bytes::Blob> open_rtf(bytes::Blob compressed);

}  // namespace convert::mapi
