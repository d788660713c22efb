// How objects of a store are named inside it, [MS-PST] 2.4.3.2.
#pragma once

#include "formats/pst/ltp/property_context.h"
#include "formats/pst/messaging/content.h"
#include "formats/pst/ndb/ids.h"

namespace pst {

/// The 24 bytes that point at node `nid` of the store with this record key.
[[nodiscard]] Bytes store_entry_id(const Guid& record_key, Nid nid);

}  // namespace pst
