// The command lines of EXPORT that are documented, and no others. README.md 2.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "converters/ccmail_plan/request.h"

namespace convert::ccmail_plan {

/// What DOS hands to a program of its command line: Q194869.
inline constexpr std::size_t kMostTail = 126;
/// Where the exported directory goes, in the work directory.
inline constexpr std::string_view kDirectoryFile = "DIRECT.TXT";
/// The collection, in the work directory: one letter, as the line is short.
inline constexpr std::string_view kCollection = "M";

/// Why no command line can hold a name, in the code page of the mail; nullopt: one can.
[[nodiscard]] std::optional<std::string> why_not_scriptable(std::string_view name);
/// The same of a password. What it is stands in no message.
[[nodiscard]] std::optional<std::string> why_not_password(std::string_view password);

/// What follows the program, a blank first: of step 1.
[[nodiscard]] std::string directory_tail(const Request& request, std::string_view password);
/// Of the mailbox `name`, into the folder `id` of the collection.
[[nodiscard]] std::string mailbox_tail(const Request& request, std::string_view name,
                                       std::string_view password, std::string_view id);

}  // namespace convert::ccmail_plan
