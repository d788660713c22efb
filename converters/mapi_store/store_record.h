// The store itself, and what the special folders can be learned from.
#pragma once

#include <string>

#include "converters/mapi_store/roles.h"
#include "converters/mapi_store/session.h"

namespace convert::mapi_store {

/// Delivers the store record: `path` as it was given, and `format` ("PST Unicode"); what is missing
/// of its properties as losses.
[[nodiscard]] model::Result<void> deliver_store(Session& session, const std::string& path,
                                                std::string format, Roles& roles);

/// Notes it, as damage, when a file that had `recorded` bytes when it was last written is shorter.
[[nodiscard]] model::Result<void> check_size(const Session& session, std::uint64_t recorded);

}  // namespace convert::mapi_store
