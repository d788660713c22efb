// A whole text as one file.
#pragma once

#include <string_view>

#include "formats/bytes/output.h"

namespace bytes {

/// Makes `path` in `tree` and closes it. Errors are those of the tree.
[[nodiscard]] Result<void> write_text(OutputTree& tree, std::string_view path,
                                      std::string_view text);

}  // namespace bytes
