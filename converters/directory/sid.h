// Security identifiers as text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace convert::directory {

/// "S-1-5-21-…" of an objectSid, which LDIF holds as its bytes ([MS-DTYP] 2.4.2.2: revision, number
/// of sub-authorities, authority big-endian, sub-authorities little-endian) and other files as text
/// (2.4.2.1), in any letter case. nullopt: it is neither.
[[nodiscard]] std::optional<std::string> sid_text(std::string_view sid);

}  // namespace convert::directory
