// Results on standard output.
#pragma once

#include <string_view>

#include "formats/bytes/result.h"

namespace tool {

/// Writes all of `text`; a closed pipe or a full disk is an Error.
[[nodiscard]] bytes::Result<void> write_standard_output(std::string_view text);

}  // namespace tool
