// Paths that EXPORT can take: Q194869, Q229314.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "converters/ccmail_plan/request.h"

namespace convert::ccmail_plan {

/// [A-Z0-9_]{1,8}, with an extension [A-Z0-9]{1,3} or without one, and no device of DOS.
[[nodiscard]] bool is_dos_name(std::string_view name);

/// Why a path cannot be used; nullopt: it can. "C:\X": a drive, and one name of DOS or more.
[[nodiscard]] std::optional<std::string> why_not_dos_path(std::string_view path);
/// The same of both, which must be different directories of one drive.
[[nodiscard]] std::optional<std::string> why_not_paths(const DosPaths& paths);

/// "C/X" of "C:\X": below the plan.
[[nodiscard]] std::string host_path(std::string_view dos_path);

}  // namespace convert::ccmail_plan
