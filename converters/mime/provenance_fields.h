// The X-Restante-* fields: where a message came from and what of it is not as it was.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "converters/mime/context.h"
#include "converters/mime/transport_header.h"
#include "converters/model/message.h"
#include "formats/mime/entity.h"

namespace convert::mime {

/// README.md lists them. Nothing when MimeOptions::provenance is off. `undecodable` counts the
/// pieces of bodies and transport headers their code page cannot explain.
[[nodiscard]] std::vector<::mime::Field> provenance_fields(const model::Message& message,
                                                           const ItemContext& context,
                                                           const MergedHeader& merged,
                                                           const std::vector<std::string>& natives,
                                                           std::uint64_t undecodable);

/// "0x1A0+120 0x2000+40", the first 32 and how many more there are.
[[nodiscard]] std::string ranges_text(const std::vector<model::ByteRange>& ranges);

/// State and Missing of a piece (an attachment), in its own header; nothing for an intact one.
[[nodiscard]] std::vector<::mime::Field> piece_fields(const model::Provenance& provenance,
                                                      const MimeOptions& options);

}  // namespace convert::mime
