// What the tools for stores of several mailboxes do: a spool of each.
#pragma once

#include "tools/common/arguments.h"

namespace tool {

/// The whole run of a tool whose source may have several mailboxes: each becomes a spool, in the
/// output or below it. Returns the exit status.
[[nodiscard]] int mailboxes_to_spools(const Description& description, int argc, char** argv);

}  // namespace tool
