// What a message occupies while it waits.
#pragma once

#include <cstdint>
#include <optional>

#include "converters/model/message.h"

namespace run {

/// About how many bytes of memory `message` holds, embedded messages included, rather more than
/// less; nullopt when one of its blobs may be read during the call only that delivers it.
[[nodiscard]] std::optional<std::uint64_t> size_in_memory(const model::Message& message);

}  // namespace run
