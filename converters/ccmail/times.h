// Written dates as times of a clock on the wall. formats/ccmail/FORMAT.md 4.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "converters/ccmail/context.h"

namespace convert::ccmail {

/// The time that `written` means. What is no date is none, and damage; what is odd is told in a
/// note. `what` names it: "its date".
[[nodiscard]] model::OptionalTimestamp to_time(std::string_view written, std::uint64_t offset,
                                               const std::string& what, const Context& context,
                                               Converted& converted);

}  // namespace convert::ccmail
