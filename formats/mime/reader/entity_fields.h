// What the fields of an entity say of its structure: Content-Type, -Disposition,
// -Transfer-Encoding.
#pragma once

#include <cstddef>
#include <string_view>

#include "formats/mime/reader/part.h"
#include "formats/text/code_page.h"

namespace mime {

struct EntityFaults {
  std::size_t type_fields = 0;  // Content-Type fields; the first counts
  bool is_cut = false;          // a type or disposition is longer than kMaxParameterText
};

/// Fills type, disposition and coding of `part` from its fields. A type that is none counts as
/// absent.
EntityFaults interpret_fields(ReadPart& part, std::string_view default_type,
                              text::CodePageNumber fallback);

/// message/rfc822, message/global and their like: a message as content.
[[nodiscard]] bool is_message_type(std::string_view type);

}  // namespace mime
