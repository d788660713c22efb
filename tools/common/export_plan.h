// ccmail-export-plan: from arguments to a plan on disk.
#pragma once

#include "tools/common/arguments.h"

namespace tool {

/// Plans a step of exporting a cc:Mail post office. Returns the exit status: 3 when somebody with a
/// mailbox has no batch file yet.
[[nodiscard]] int plan_export(const Description& description, const Arguments& arguments);

/// ccmail2spool --inventory: prints what lies in a post office. Returns the exit status: 3 when
/// something of it is damaged or missing.
[[nodiscard]] int print_inventory(const Description& description, const Arguments& arguments);

}  // namespace tool
