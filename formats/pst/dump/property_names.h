// Names of properties and of their types; for the sources of this room.
#pragma once

#include <cstdint>
#include <string_view>

namespace pst::dump {

/// [MS-PST] 2.4.7.5: ids of the name-to-id map from here on are hash buckets.
inline constexpr std::uint16_t kFirstNameBucket = 0x1000;

/// "PidTagSubject"; empty when nobody knows it.
[[nodiscard]] std::string_view property_name(std::uint16_t id);
/// The same in the name-to-id map, whose properties have ids of their own.
[[nodiscard]] std::string_view name_map_property_name(std::uint16_t id);
/// "PtypString"; empty when there is no such type.
[[nodiscard]] std::string_view type_name(std::uint16_t type);

}  // namespace pst::dump
