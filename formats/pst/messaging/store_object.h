// The message store object and the receive folder table, [MS-PST] 2.4.3 and FORMAT.md 4.2.
#pragma once

#include <vector>

#include "formats/pst/messaging/folders.h"
#include "formats/pst/messaging/object_writer.h"
#include "formats/pst/ndb/ndb_writer.h"

namespace pst {

/// Node 0x21. `properties` are those of set_store(); what is computed here replaces them.
[[nodiscard]] Result<void> write_message_store(NdbWriter& ndb, const Folders& folders,
                                               const Guid& record_key, const Guid& replica_key,
                                               std::vector<StoredProperty> properties);

/// Node 0x62B: where new messages of a class go.
[[nodiscard]] Result<void> write_receive_folders(NdbWriter& ndb, const Folders& folders);

}  // namespace pst
