// How much room the values of a type take, [MS-PST] 2.3.3 and 2.3.4.2.
#pragma once

#include <cstdint>

#include "formats/pst/ltp/property_context.h"

namespace pst {

/// What a property counts in PidTagAttachSize (FORMAT.md 4.4): the bytes of its value, wherever
/// they lie; of an object, those of the object.
[[nodiscard]] std::uint64_t value_size(const StoredProperty& property);

}  // namespace pst
