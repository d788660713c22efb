// errno as an Error.
#pragma once

#include <string>

#include "formats/bytes/result.h"

namespace bytes {

/// What `error` (an errno value) says, in the system's words, C locale.
[[nodiscard]] std::string system_reason(int error);

/// For opening and reading a source.
[[nodiscard]] ErrorKind input_error_kind(int error);
/// For making a target (`creating`) and for writing into it.
[[nodiscard]] ErrorKind output_error_kind(int error, bool creating);

/// "<where>: cannot <verb>: <reason>", with a hint where there is something the user can do.
[[nodiscard]] Error input_error(const std::string& where, const std::string& verb, int error);
[[nodiscard]] Error output_error(const std::string& where, const std::string& verb, int error,
                                 bool creating);

}  // namespace bytes
