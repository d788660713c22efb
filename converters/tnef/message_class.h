// What Microsoft Mail calls the classes of MAPI. formats/tnef/FORMAT.md 2.
#pragma once

#include <string_view>

namespace convert::tnef {

/// The name of MAPI for a class of Microsoft Mail, whatever the case of its letters and with or
/// without the product's name in front; others stay as they are.
[[nodiscard]] std::string_view to_mapi_class(std::string_view name);

}  // namespace convert::tnef
