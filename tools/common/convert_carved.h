// --carve: the PSTs inside larger files, converted.
#pragma once

#include "tools/common/arguments.h"

namespace tool {

/// Converts every PST that lies in the sources, which are files. A tool that takes one source
/// refuses a file that holds several. The exit code.
[[nodiscard]] int convert_carved(const Description& description, const Arguments& arguments);

}  // namespace tool
