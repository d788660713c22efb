// One message as Internet mail has it, as a message of the model. README.md says what becomes what.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "converters/mime/reader/read_context.h"
#include "converters/model/message.h"

namespace convert::mime {

/// `bytes` lie at `offset` in their file. Everything that can be read is in the message; what
/// cannot is Provenance::missing, with the place in the file. Contents are read from `bytes` when
/// somebody asks. Folder, source and native id are the caller's to set, unless the message says
/// them itself (X-Restante fields).
[[nodiscard]] model::Message to_message(std::span<const std::byte> bytes, std::uint64_t offset,
                                        const ReadContext& context);

}  // namespace convert::mime
