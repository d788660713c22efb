// The entries of an exported directory as what a plan is made of.
#pragma once

#include <string_view>
#include <vector>

#include "converters/ccmail_plan/request.h"
#include "formats/bytes/damage.h"

namespace convert::ccmail_plan {

/// `text`: what step 1 exported. Entries without a name, or with one that no map can hold, are
/// left out. These, and what else is wrong (ccmail::DirectoryRecords), lines without a label
/// (Unclaimed), and what follows kMostRows users (OutOfRange), are in `damage`.
[[nodiscard]] std::vector<User> read_users(std::string_view text, bytes::DamageLog& damage);

}  // namespace convert::ccmail_plan
