// What [MS-OXTNEF] calls the attributes of a stream.
#pragma once

#include <cstdint>
#include <string_view>

namespace tnef {

/// 2.1.3.2: "attSubject"; "attribute of an unknown name" where nobody knows.
[[nodiscard]] std::string_view name_of_attribute(std::uint32_t id);

}  // namespace tnef
