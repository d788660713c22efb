// A TNEF stream as an item of the model. README.md says what becomes what.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "converters/model/message.h"
#include "converters/tnef/context.h"

namespace convert::tnef {

/// `stream` begins with its signature at `offset` in the file. What the stream has is in the bag
/// and in the fields; what damage has cost is Provenance::missing.
[[nodiscard]] model::Message to_message(std::span<const std::byte> stream, std::uint64_t offset,
                                        const Context& context);

}  // namespace convert::tnef
