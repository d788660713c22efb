// Multi-valued properties, [MS-PST] 2.3.3.4.
#pragma once

#include <span>

#include "formats/pst/ltp/property_context.h"

namespace pst {

/// 2.3.3.4.2: count, offsets, then the values. Values of a fixed size are simply put one behind the
/// other and need no help.
[[nodiscard]] Bytes pack_variable_values(std::span<const Bytes> values);

}  // namespace pst
