// The field buffer of an entry of an address book, field by field. FORMAT.md 9.3.
#pragma once

#include "formats/bytes/field_cursor.h"
#include "formats/mmf/dump/dump_context.h"

namespace mmf {

/// Takes the whole buffer `data` off `in`, which stands at its beginning; nothing when it cannot be
/// read in any of the ways that FORMAT.md names, which is a fault of `record`.
void tell_field_buffer(const DumpContext& context, bytes::AnnotatedRecord& record,
                       const bytes::FileBytes& data, bytes::FieldCursor& in);

}  // namespace mmf
