// What a tool's exit status says: sysexits.h, and 3 for a run that met damage.
#pragma once

#include "formats/bytes/result.h"

namespace run {

inline constexpr int kExitComplete = 0;       // everything accounted for and intact
inline constexpr int kExitDamage = 3;         // finished; something lost, partial or undecodable
inline constexpr int kExitUsage = 64;         // EX_USAGE
inline constexpr int kExitDataError = 65;     // EX_DATAERR
inline constexpr int kExitSoftware = 70;      // EX_SOFTWARE
inline constexpr int kExitCannotCreate = 73;  // EX_CANTCREAT

/// The status for work that ended with an error. Interrupted is 128 + the signal (stop.h).
[[nodiscard]] int exit_code(bytes::ErrorKind kind);

}  // namespace run
