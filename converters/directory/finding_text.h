// What is odd about a directory file, in words.
#pragma once

#include <string>

#include "formats/directory/finding.h"

namespace convert::directory {

/// "line 12, E-mail Addresses: no base64: 'cn:: ???'", without the file's name.
[[nodiscard]] std::string describe(const ::directory::Finding& finding);

}  // namespace convert::directory
