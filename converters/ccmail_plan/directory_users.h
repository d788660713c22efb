// The entries of an exported directory as what a plan is made of.
#pragma once

#include <string_view>
#include <vector>

#include "converters/ccmail_plan/request.h"
#include "formats/bytes/damage.h"

namespace convert::ccmail_plan {

/// `text`: what step 1 exported. What is wrong with it is in `damage`.
[[nodiscard]] std::vector<User> read_users(std::string_view text, bytes::DamageLog& damage);

}  // namespace convert::ccmail_plan
