// What the row that a folder has of a message says of the message's own properties.
#pragma once

#include "formats/pst/reader/ltp/record.h"
#include "formats/pst/reader/messaging/context.h"

namespace pst::reader {

/// A block whose trailer is right in itself and has another BID may hold an earlier content of its
/// place. Of the properties in `set`, those of the message `node`, this takes that fault away when
/// they are the ones written last: PidTagLastModificationTime lies in the block, and is what the
/// sound row of the contents table says, and so is whatever else of flags, size and subject both
/// have. Of other faults nothing is taken away, and the damage stays noted.
void clear_by_row(const ContextPtr& context, const NodeRef& node, RecordSet& set);

}  // namespace pst::reader
