// How much room the values of a type take, [MS-PST] 2.3.3 and 2.3.4.2.
#pragma once

#include <cstdint>
#include <span>

#include "formats/pst/ltp/property_context.h"

namespace pst {

/// What a property counts in PidTagAttachSize (FORMAT.md 4.4): the bytes of its value, wherever
/// they lie; of an object, those of the object.
[[nodiscard]] std::uint64_t value_size(const StoredProperty& property);

/// Upper bound of what properties take of a file, beside the blocks of their object: the heap may
/// leave as much unused as its largest value takes, and a row of a table may repeat them.
[[nodiscard]] std::uint64_t stored_size(std::span<const StoredProperty> properties);

}  // namespace pst
