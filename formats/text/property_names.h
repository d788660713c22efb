// The names of MAPI's properties and of their types.
#pragma once

#include <cstdint>
#include <string_view>

namespace text {

/// "PidTagSubject" ([MS-OXPROPS] 2, as far as stores of messages have them); empty when nobody
/// knows it. Of a property below 0x8000.
[[nodiscard]] std::string_view property_name(std::uint16_t id);
/// "PtypString" ([MS-OXCDATA] 2.11.1); empty when there is no such type.
[[nodiscard]] std::string_view property_type_name(std::uint16_t type);

}  // namespace text
