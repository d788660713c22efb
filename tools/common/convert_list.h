// mailconvert --control: from arguments to an exit status.
#pragma once

#include "tools/common/arguments.h"

namespace tool {

/// Converts the mailboxes of the control list, prints what became of each, writes the report.
/// Returns the exit status: 0 only when every mailbox of the list is done and intact.
[[nodiscard]] int convert_list(const Description& description, const Arguments& arguments);

/// Prints what is done, failed, pending, contradictory (--status). 0 when all is done, else 3.
[[nodiscard]] int print_list_status(const Description& description, const Arguments& arguments);

}  // namespace tool
