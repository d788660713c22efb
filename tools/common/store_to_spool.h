// The mains of the tools that read one store into a spool.
#pragma once

#include "tools/common/arguments.h"

namespace tool {

/// Reads the command line and converts the one source to a spool, on standard output unless it says
/// otherwise. The exit status.
[[nodiscard]] int store_to_spool(const Description& description, int argc, char** argv);

}  // namespace tool
