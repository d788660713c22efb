// Several contents, one behind the other.
#pragma once

#include <vector>

#include "formats/bytes/byte_source.h"

namespace bytes {

/// The bytes of all `parts` in their order; none of them is null. They are read when the blob is.
[[nodiscard]] Blob make_joined_blob(std::vector<Blob> parts);

}  // namespace bytes
