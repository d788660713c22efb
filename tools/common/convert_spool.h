// What the tools that read a spool share.
#pragma once

#include "tools/common/arguments.h"

namespace tool {

/// Converts the spool that was named, or the one on standard input: "-", or no name when that is no
/// terminal.
[[nodiscard]] int convert_spool(const Description& description, const Arguments& arguments);

}  // namespace tool
