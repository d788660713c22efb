// The few texts this layer writes itself, in the file's form.
#pragma once

#include <string_view>

#include "formats/pst/ltp/property_context.h"
#include "formats/pst/ndb/width.h"

namespace pst {

/// `ascii` as a string of the file: UTF-16LE, or as it is.
[[nodiscard]] Bytes file_text(Width width, std::string_view ascii);

}  // namespace pst
