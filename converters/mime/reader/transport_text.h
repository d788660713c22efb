// The header as it came, without what a conversion of ours put into it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "converters/mime/reader/own_fields.h"
#include "converters/mime/reader/read_context.h"
#include "converters/model/message.h"
#include "formats/mime/reader/part.h"

namespace convert::mime {

/// The header's own bytes. Of a message that our writer made, X-Restante fields and those it made
/// up are left out, lines it could not write are put back at the end, and so are the native
/// addresses
/// (`unplaced`) that no address could be given. nullopt: there are no fields.
[[nodiscard]] std::optional<model::Body> transport_text(const ::mime::ReadPart& part,
                                                        const OwnFields& own,
                                                        const std::vector<std::string>& unplaced,
                                                        std::uint32_t page,
                                                        const ReadContext& context);

}  // namespace convert::mime
