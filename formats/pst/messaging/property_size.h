// How much room the values of a type take, [MS-PST] 2.3.3 and 2.3.4.2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "formats/pst/ltp/property_context.h"

namespace pst {

/// The size of a value of `type`; nullopt when each has its own. An object's is not its own.
[[nodiscard]] std::optional<std::size_t> fixed_size(std::uint16_t type);

/// Values of up to eight stand in the row of a table.
[[nodiscard]] bool is_stored_in_row(std::uint16_t type);

/// What a property counts in PidTagAttachSize (FORMAT.md 4.4): the bytes of its value, wherever
/// they lie; of an object, those of the object.
[[nodiscard]] std::uint64_t value_size(const StoredProperty& property);

}  // namespace pst
