// What parsers found wrong, in words.
#pragma once

#include <string>
#include <vector>

#include "formats/bytes/damage.h"

namespace bytes {

/// "RTF.CRC: bad checksum".
[[nodiscard]] std::string describe(const Damage& damage);

/// "list.count: out of range at 0x8480+14"
[[nodiscard]] std::string describe_at(const Damage& damage);

/// A line for each, and one for those that the log only counts.
[[nodiscard]] std::vector<std::string> lines_of(const DamageLog& damage);

}  // namespace bytes
