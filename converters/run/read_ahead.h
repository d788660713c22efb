// The content of attachments, read before somebody asks for it.
#pragma once

#include <cstdint>

#include "converters/model/message.h"

namespace run {

/// Reads into memory what the attachments of `message` hold, those of embedded messages included,
/// at most `most` bytes of all together, and of those only what is kept (ByteSource::kept()). What
/// does not fit, or cannot be read whole, stays as it was: who reads it meets the same error.
void read_ahead(model::Message& message, std::uint64_t most);

}  // namespace run
