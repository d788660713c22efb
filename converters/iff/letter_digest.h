// What a letter says, in a few bytes: whether it came back as it was written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "converters/iff/letter.h"

namespace convert::iff {

/// Every field, and the bytes of every file, which are read once. Errors of reading them.
[[nodiscard]] bytes::Result<std::string> digest_of(const Letter& letter);

[[nodiscard]] std::string digest_of(const std::vector<std::string>& fields);

}  // namespace convert::iff
