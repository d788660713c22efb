// Encapsulated property lists, field by field. [MS-OXTNEF] 2.1.3.4 and 2.1.3.5.
#pragma once

#include "formats/bytes/annotation.h"
#include "formats/bytes/damage.h"
#include "formats/bytes/selecting_sink.h"
#include "formats/text/code_page.h"
#include "formats/tnef/dump/dump.h"

namespace tnef {

/// What the parts of a dump of a stream share.
struct DumpContext {
  const PropertyWords& words;
  text::CodePageNumber code_page = text::kWindows1252;  // of the stream
  bytes::SelectingSink& sink;
};

/// attMsgProps, attAttachment: the list at the front of `data` as a record of `depth`, its
/// properties as its parts, and what is left.
[[nodiscard]] bytes::Result<void> tell_property_list(const DumpContext& context,
                                                     const bytes::FileBytes& data, unsigned depth);

/// attRecipTable: the number of rows, the rows as lists.
[[nodiscard]] bytes::Result<void> tell_recipient_table(const DumpContext& context,
                                                       const bytes::FileBytes& data,
                                                       unsigned depth);

}  // namespace tnef
